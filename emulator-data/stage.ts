import { dayOf, isoOf } from '@wenshu/domain/calendar/model.ts';
import { officeYear } from '@wenshu/domain/document/number.ts';
import { entryIdOf } from '@wenshu/domain/document/numbering.ts';
import { bulletins } from './bureau/bulletins.ts';
import { uidOf } from './bureau/people.ts';
import { sealPassword, seals, signatures } from './bureau/seals.ts';
import { momentOf } from './bureau/story.ts';
import { supervisions } from './bureau/supervisions.ts';
import { vehicles } from './bureau/vehicles.ts';
import type { MemoryStore } from './memory-store.ts';
import { granted, type Perform, type SampleAct, type Stage } from './replay.ts';

/**
 * The server's own acts, performed in this process: the sample goes the way of everything else, with
 * the moments of the story in place of the clock.
 */
export async function openStage(store: MemoryStore, now: Date): Promise<Stage> {
	const [{ perform }, { applySeal }, ...lists] = await Promise.all([
		import('../functions/src/platform/act.ts'),
		import('../functions/src/seals/apply.ts'),
		import('../functions/src/flow/acts.ts').then((each) => each.flowActs),
		import('../functions/src/documents/acts.ts').then((each) => each.documentActs),
		import('../functions/src/documents/duties.ts').then((each) => each.dutyActs),
		import('../functions/src/documents/number-acts.ts').then((each) => each.numberActs),
		import('../functions/src/records/acts.ts').then((each) => each.recordActs),
		import('../functions/src/seals/acts.ts').then((each) => each.sealActs),
		import('../functions/src/supervision/acts.ts').then((each) => each.supervisionActs),
	]);
	const definitions = new Map(lists.flat().map((each) => [each.type, each]));
	const authTime = Math.floor(now.getTime() / 1000);
	const performAt: Perform = async (uid, act, at) => {
		const definition = definitions.get(act.type);
		if (definition === undefined) throw new Error(`no act is called ${act.type}`);
		return perform(definition, { version: null, ...act }, { uid, authTime }, () => at);
	};
	const seal: Stage['seal'] = (uid, sealing, at) =>
		applySeal({ ...sealing, password: sealPassword }, { uid, authTime }, at);
	return { store, now, perform: performAt, seal };
}

/** Makes the bureau's seals, in the administrator's name. */
export async function makeSeals({ now, perform }: Stage): Promise<void> {
	for (const { id, name, keepers } of seals) {
		const input = { name, keepers: keepers.map(uidOf), password: sealPassword };
		const act = { id: `sample-seal-${id}`, type: 'seal/create', target: id, input };
		granted(await perform(uidOf('薛霁月'), act, momentOf('-40 10:00', now)), act.id);
	}
	for (const { id, owner } of signatures) {
		const input = { password: sealPassword, picture: await signatureOf(owner) };
		const act = { id: `sample-${id}`, type: 'signature/create', target: id, input };
		granted(await perform(uidOf(owner), act, momentOf('-39 10:00', now)), act.id);
	}
}

/** A name as its bearer might write it: letters of a bold type, leaning. */
async function signatureOf(name: string): Promise<string> {
	const [{ drawWords, operatorsSvg }, { paint }] = await Promise.all([
		import('../functions/src/seals/picture.ts'),
		import('../functions/src/seals/png.ts'),
	]);
	const words = await drawWords(name, { x: 0, y: 700, size: 300 });
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 -20 1060 340">` +
		`<g transform="skewX(-10) translate(60 0)">${operatorsSvg(`0.1 0.1 0.15 rg\n${words}`)}</g></svg>`;
	return (await paint(svg, 600)).png.toString('base64');
}

/** Has some numbers reserved, and one of them given up: what a register looks like after a while. */
export async function reserveNumbers({ now, perform }: Stage): Promise<void> {
	const clerk = uidOf('苏锦书');
	const at = momentOf('-3 10:00', now);
	const kept = { purpose: '年度迎检材料', unitId: 'office', until: isoOf(dayOf(now) + 30) };
	const reserve = { id: 'sample-reserve', type: 'number/reserve', target: 'ybb' };
	const answer = await perform(clerk, { ...reserve, input: { ...kept, count: 3 } }, at);
	granted(answer, reserve.id);
	const numbers = answer.ok ? (answer.result['numbers'] as string[]) : [];
	const release = {
		id: 'sample-release',
		type: 'number/release',
		target: entryIdOf({ number: numbers[1] ?? '', seriesId: 'ybb' }) ?? '',
		input: { reason: '两份材料合并印发，此号不用' },
	};
	granted(await perform(clerk, release, momentOf('-2 15:00', now)), release.id);
}

/** Registers vehicles and bulletins through the acts of the record modules. */
export async function registerRecords({ now, perform }: Stage): Promise<void> {
	const demand = async (uid: string, act: SampleAct, at: Date) => {
		granted(await perform(uid, act, at), act.id);
	};
	for (const { id, values, confidential } of vehicles(now))
		await demand(
			uidOf('纪长风'),
			{
				id: `sample-${id}`,
				type: 'record/create',
				target: id,
				input: { module: 'vehicle', values, confidential },
			},
			momentOf('-20 10:00', now),
		);
	await Promise.all(
		bulletins(officeYear(now)).map(async ({ id, values, by, written, published }) => {
			const input = { module: 'bulletin', values };
			const wanted = { id: `sample-${id}`, type: 'record/create', target: id, input };
			await demand(uidOf(by), wanted, momentOf(written, now));
			if (published === null) return;
			await demand(
				uidOf(by),
				{
					id: `sample-${id}-publish`,
					type: 'record/step',
					target: id,
					version: 1,
					input: { module: 'bulletin', step: 'publish' },
				},
				momentOf(published, now),
			);
		}),
	);
}

/** Takes matters under supervision and lets their units answer, each in the name of its person. */
export async function superviseMatters({ now, perform }: Stage): Promise<void> {
	const inDays = (days: number) => isoOf(dayOf(now) + days);
	for (const { id, at, by, dueInDays, draft, deeds } of supervisions) {
		const input = { ...draft, dueDay: inDays(dueInDays) };
		const issue = { id: `${id}-issue`, type: 'supervision/issue', target: id, input };
		granted(await perform(uidOf(by), issue, momentOf(at, now)), issue.id);
		for (const [index, deed] of deeds.entries()) {
			const untilDay = deed.untilInDays === undefined ? {} : { untilDay: inDays(deed.untilInDays) };
			const act = {
				id: `${id}-${index + 1}`,
				type: `supervision/${deed.verb}`,
				target: id,
				input: { ...deed.input, ...untilDay },
			};
			granted(await perform(uidOf(deed.by), act, momentOf(deed.at, now)), act.id);
		}
	}
}
