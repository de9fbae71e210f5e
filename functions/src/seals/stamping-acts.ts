import { createHash } from 'node:crypto';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { timeStampingPath, type TimeStamping } from '@wenshu/domain/document/time-stamping.ts';
import { z } from 'zod';
import { defineAct } from '../platform/act.ts';
import { blobFolder } from '../platform/secrets.ts';
import { publishRoots } from '../verification/registry.ts';
import { pem } from './certificates.ts';
import { SigningFailed } from './signer.ts';
import {
	lockStampSecret,
	openStampSecret,
	STAMP_SECRET_PATH,
	type StampSecret,
} from './stamping.ts';
import { anchorOf, takeStamp } from './time-stamper.ts';

/** Acts on time stamps (RFC 3161); there is one setting for the installation, so the target is its name. */
export const stampingActs = [
	defineAct({
		type: 'seal/timeStamping',
		permission: 'seal.manage',
		secret: ['secret'],
		input: z.object({
			url: z.url({ protocol: /^https?$/ }).max(300),
			/** Absent: as it was. */
			secret: z.string().max(500).optional(),
			/** Whether a seal is put on without a stamp where none is to be had. */
			without: z.boolean(),
		}),
		async run({ work, actor, input, now }) {
			const { url, without } = input;
			const known = await work.get<StampSecret>(STAMP_SECRET_PATH);
			await work.get(timeStampingPath);
			const secret = input.secret ?? (await openStampSecret(known));
			// What is secret does not travel in the clear; a test machine speaks to itself.
			if (secret !== '' && !url.startsWith('https:') && blobFolder === undefined)
				return refuse('seal/stampInsecure');
			try {
				// A trial: what comes back says whom the office is going to trust.
				const service = { url, secret };
				const trial = Buffer.from(`wenshu ${url}`);
				const anchor = anchorOf((await takeStamp(service, trial, null)).certificates);
				const root = pem('CERTIFICATE', Buffer.from(anchor.der));
				// And once more, as every sealing will ask: its stamps do hang on that.
				const taken = await takeStamp(service, trial, [root]);
				const settings: TimeStamping = {
					on: true,
					url,
					hasSecret: secret !== '',
					without,
					root,
					authority: taken.by,
					rootName: anchor.subject,
					fingerprint: createHash('sha256').update(anchor.der).digest('hex'),
					validTo: anchor.validTo,
					changed: { at: now, by: actor.uid, byName: actor.person.name, reason: '' },
				};
				work.put(timeStampingPath, settings);
				if (secret !== '') work.put(STAMP_SECRET_PATH, await lockStampSecret(secret));
				else if (known !== null) work.delete(STAMP_SECRET_PATH);
				await publishRoots(work, [root], 'stampCertificates');
				const { authority, fingerprint } = settings;
				return { ok: true, value: { authority, fingerprint, at: taken.at.toISOString() } };
			} catch (error) {
				if (error instanceof SigningFailed) return refuse(error.code, error.detail);
				throw error;
			}
		},
	}),
	defineAct({
		type: 'seal/endTimeStamping',
		permission: 'seal.manage',
		input: z.object({ reason: z.string().trim().min(2).max(200) }),
		async run({ work, actor, input, now }) {
			const settings = await work.get<TimeStamping>(timeStampingPath);
			if (settings?.on !== true) return refuse('seal/stampOff');
			const { reason } = input;
			const changed = { at: now, by: actor.uid, byName: actor.person.name, reason };
			// What was stamped before stays trusted: only nothing new is asked for.
			work.put(timeStampingPath, { ...settings, on: false, changed });
			return { ok: true, value: {} };
		},
	}),
];
