import { resent, type Outgoing } from '@wenshu/domain/chasing/outgoing.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { z } from 'zod';
import { defineAct } from '../platform/act.ts';
import { putMessage } from './put-message.ts';

/** Acts on the queue of outgoing messages (CH-5, CH-7); the target is a message, or `settings`. */
export const chasingActs = [
	defineAct({
		type: 'outbox/resend',
		permission: 'outbox.manage',
		input: z.object({}),
		async run({ act, now, work }) {
			const message = await work.get<Outgoing>(`outbox/${act.target}`);
			if (message === null) return refuse('core/notFound');
			const again = resent(message, now);
			if (!again.ok) return again;
			putMessage(work, again.value);
			return { ok: true, value: {} };
		},
	}),
	defineAct({
		type: 'outbox/setChannels',
		permission: 'outbox.manage',
		input: z.object({ mail: z.boolean(), sms: z.boolean() }),
		async run({ input, work }) {
			await work.get('chasing/settings');
			work.put('chasing/settings', input);
			return { ok: true, value: {} };
		},
	}),
];
