import type { Act, ActAnswer } from '@wenshu/domain/acts.ts';
import { aimAdmin } from './emulator.ts';

/** What a process of the deployed function is asked to do at once, and what it answers. */
export interface Errand {
	acts: { act: Act; uid: string }[];
}
export interface Done {
	answers: ActAnswer[];
	/** Milliseconds from the first request to the last answer, and of each. */
	took: number;
	each: number[];
}

// A process of its own: the turns that acts take within one process do not reach over to others.
aimAdmin();
const { perform } = await import('../../functions/src/platform/act.ts');
const { dutyActs } = await import('../../functions/src/documents/duties.ts');
const { numberActs } = await import('../../functions/src/documents/number-acts.ts');
const byType = new Map([...dutyActs, ...numberActs].map((each) => [each.type, each]));

process.once('message', (errand: Errand) => void run(errand));
process.send?.('ready');

async function run({ acts }: Errand): Promise<void> {
	const start = performance.now();
	const each: number[] = [];
	const answers = await Promise.all(
		acts.map(async ({ act, uid }): Promise<ActAnswer> => {
			const definition = byType.get(act.type);
			if (definition === undefined) throw new Error(`no act ${act.type}`);
			const caller = { uid, authTime: Date.now() / 1000 };
			const answer = await perform(definition, act, caller, () => new Date());
			each.push(performance.now() - start);
			return answer;
		}),
	);
	const done: Done = { answers, took: performance.now() - start, each };
	process.send?.(done);
	process.disconnect();
}
