import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import type { Act } from '@wenshu/domain/acts.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { officeDate, officeYear } from '@wenshu/domain/document/number.ts';
import { gapReport, type Counter, type NumberEntry } from '@wenshu/domain/document/numbering.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Done, Errand } from '../support/acting-process.ts';
import {
	act,
	aSigned,
	db,
	fromStored,
	must,
	openTask,
	people,
	read,
	submit,
	tokenOf,
} from '../support/office.ts';

const year = officeYear(new Date());
const today = officeDate(new Date());
const nextWeek = officeDate(new Date(Date.now() + 7 * 86_400_000));
const keep = { count: 1, purpose: '迎检材料', unitId: 'benefits', until: nextWeek };

/** A series that no other test numbers in. */
async function aSeries(part: object = {}): Promise<string> {
	const id = `t${randomUUID().slice(0, 8)}`;
	await must('administrator', 'series/create', id, {
		name: '测试序列',
		code: `试${id}`,
		direction: 'outgoing',
		order: 900,
		...part,
	});
	return id;
}
const counterOf = (series: string) => read<Counter>(`series/${series}/years/${year}`);
const entryOf = (series: string, sequence: number) =>
	read<NumberEntry>(`numbers/${series}_${year}_${sequence}`);

/** The register of a series in order. */
async function register(series: string): Promise<NumberEntry[]> {
	const found = await db
		.collection('numbers')
		.where('seriesId', '==', series)
		.where('year', '==', year)
		.orderBy('sequence')
		.get();
	return found.docs.map((each) => fromStored(each.data()) as NumberEntry);
}

/** Numbers a document at its step. */
async function number(id: string, seriesId: string, reserved?: string) {
	const taskId = await openTask(id, 'clerk');
	return act('clerk', 'document/number', id, { taskId, seriesId, ...(reserved && { reserved }) });
}

beforeAll(async () => {
	await Promise.all(
		(['drafter', 'head', 'reviewer', 'director', 'clerk', 'administrator'] as const).map(tokenOf),
	);
});

describe('two hundred take a number of one series at once', () => {
	const CROWD = 200;
	const PROCESSES = 4;

	/** As many documents as wanted that wait for their number, alike but for their ids. */
	async function many(count: number): Promise<{ id: string; taskId: string }[]> {
		const id = await aSigned();
		const tasks = await db.collection('tasks').where('instanceId', '==', id).get();
		const originals = [
			...['documents', 'instances'].map((place) => [place, id] as const),
			...tasks.docs.map((each) => ['tasks', each.id] as const),
		];
		const stored = await Promise.all(
			originals.map(async ([place, name]) => (await db.doc(`${place}/${name}`).get()).data()),
		);
		const taskId = await openTask(id, 'clerk');
		const names = new Map([id, ...tasks.docs.map((each) => each.id)].map((name) => [name, '']));
		const writer = db.bulkWriter();
		const copies = Array.from({ length: count }, (_, index) => {
			const renamed = (name: string) => (names.has(name) ? `${name}-${index}` : name);
			const copy = (value: unknown): unknown => {
				if (typeof value === 'string')
					return value === `/documents/${id}` ? `/documents/${renamed(id)}` : renamed(value);
				if (Array.isArray(value)) return value.map(copy);
				if (value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
				return Object.fromEntries(
					Object.entries(value as object).map(([key, part]) => [renamed(key), copy(part)]),
				);
			};
			for (const [at, [place, name]] of originals.entries())
				void writer.set(db.doc(`${place}/${renamed(name)}`), copy(stored[at]) as object);
			return { id: renamed(id), taskId: renamed(taskId) };
		});
		await writer.close();
		// What follows from new documents is done before anybody looks at the clock.
		const found = () => Promise.all(copies.map((each) => db.doc(`search/${each.id}`).get()));
		await expect
			.poll(async () => (await found()).every(({ exists }) => exists), {
				timeout: 120_000,
				interval: 1000,
			})
			.toBe(true);
		return copies;
	}

	/** Processes of the function, each with its share of the acts. */
	async function inProcesses(acts: Act[]): Promise<Done[]> {
		const file = path.join(import.meta.dirname, '../support/acting-process.ts');
		const children = Array.from({ length: PROCESSES }, () => fork(file));
		await Promise.all(children.map((child) => once(child, 'message')));
		return Promise.all(
			children.map(async (child, index) => {
				const mine = acts.filter((_, at) => at % PROCESSES === index);
				const errand: Errand = { acts: mine.map((each) => ({ act: each, uid: people.clerk })) };
				const answered = once(child, 'message');
				child.send(errand);
				const [done] = (await answered) as [Done];
				return done;
			}),
		);
	}

	it('from several processes: the numbers follow each other without a gap, and none is given twice', async () => {
		const series = await aSeries();
		const documents = await many(CROWD);
		const acts = documents.map(({ id, taskId }): Act => {
			const input = { taskId, seriesId: series };
			return { id: randomUUID(), type: 'document/number', target: id, input, version: null };
		});
		const done = await inProcesses(acts);
		const answers = done.flatMap((each) => each.answers);
		const refused = answers.flatMap((each) => (each.ok ? [] : [each.code]));
		expect(refused).toEqual([]);
		const each = done.flatMap((one) => one.each).sort((a, b) => a - b);
		console.log(
			`  ${CROWD} numbers from ${PROCESSES} processes: ${Math.round(Math.max(...done.map(({ took }) => took)))} ms,` +
				` half within ${Math.round(each[CROWD / 2] ?? 0)} ms`,
		);
		const entries = await register(series);
		expect(entries.map(({ sequence }) => sequence)).toEqual(
			Array.from({ length: CROWD }, (_, index) => index + 1),
		);
		expect(new Set(entries.map(({ documentId }) => documentId))).toEqual(
			new Set(documents.map(({ id }) => id)),
		);
		expect(await counterOf(series)).toEqual({ year, next: CROWD + 1, ahead: [] });
		// What the documents say is what the register says.
		const numbers = await Promise.all(
			entries.map(async ({ documentId }) => {
				const document = await read<OfficialDocument>(`documents/${documentId ?? ''}`);
				return document.number;
			}),
		);
		expect(numbers).toEqual(entries.map((entry) => entry.number));
	}, 400_000);
});

describe('预留号', () => {
	it('is set aside, stepped over, and taken later by a document at its numbering step', async () => {
		const series = await aSeries();
		const answer = await must('clerk', 'number/reserve', series, { ...keep, count: 2, from: 2 });
		expect(answer['numbers']).toEqual([`试${series}〔${year}〕2号`, `试${series}〔${year}〕3号`]);
		const [first, second, third] = await Promise.all([aSigned(), aSigned(), aSigned()]);
		expect(await number(first, series)).toMatchObject({
			result: { number: expect.stringMatching(/〕1号$/) as string },
		});
		expect(await number(second, series)).toMatchObject({
			result: { number: expect.stringMatching(/〕4号$/) as string },
		});
		const id = `${series}_${year}_3`;
		expect(await number(third, series, id)).toMatchObject({
			result: { number: expect.stringMatching(/〕3号$/) as string },
		});
		expect(await entryOf(series, 3)).toMatchObject({
			state: 'taken',
			documentId: third,
			takenByName: '苏锦书',
			reservation: { purpose: '迎检材料', unitName: '待遇科', until: nextWeek },
		});
		expect(await number(await aSigned(), series, id)).toMatchObject({
			code: 'document/notReserved',
		});
	}, 120_000);

	it('given up, it is a gap with its reason and is never used again', async () => {
		const series = await aSeries();
		await must('clerk', 'number/reserve', series, keep);
		const id = `${series}_${year}_1`;
		expect(await act('clerk', 'number/release', id, { reason: '' })).toMatchObject({
			code: 'core/badInput',
		});
		await must('clerk', 'number/release', id, { reason: '活动取消' });
		expect(await act('clerk', 'number/release', id, { reason: '再次' })).toMatchObject({
			code: 'document/notReserved',
		});
		const document = await aSigned();
		expect(await number(document, series, id)).toMatchObject({ code: 'document/notReserved' });
		expect(await number(document, series)).toMatchObject({
			result: { number: expect.stringMatching(/〕2号$/) as string },
		});
		const lines = gapReport(await register(series), await counterOf(series), today);
		expect(lines.map(({ state, entry }) => [state, entry?.closing?.reason ?? null])).toEqual([
			['released', '活动取消'],
			['taken', null],
		]);
	}, 120_000);

	it('whose last day is over must be extended before it is taken', async () => {
		const series = await aSeries();
		await must('clerk', 'number/reserve', series, keep);
		const id = `${series}_${year}_1`;
		await db.doc(`numbers/${id}`).update({ 'reservation.until': '2026-01-01' });
		const document = await aSigned();
		expect(await number(document, series, id)).toMatchObject({
			code: 'document/reservationOver',
		});
		await must('clerk', 'number/extend', id, { until: nextWeek });
		expect(await number(document, series, id)).toMatchObject({ ok: true });
	}, 120_000);

	it('is refused to those who do not number, behind the counter, and for a day that is over', async () => {
		const series = await aSeries();
		expect(await act('drafter', 'number/reserve', series, keep)).toMatchObject({
			code: 'core/forbidden',
		});
		expect(
			await act('clerk', 'number/reserve', series, { ...keep, until: '2026-01-01' }),
		).toMatchObject({ code: 'document/reserveUntil' });
		expect(
			await act('clerk', 'number/reserve', series, { ...keep, unitId: 'nowhere' }),
		).toMatchObject({ code: 'document/unitMissing' });
		await must('clerk', 'number/reserve', series, keep);
		expect(await act('clerk', 'number/reserve', series, { ...keep, from: 1 })).toMatchObject({
			code: 'document/numberPassed',
		});
	});
});

describe('作废号', () => {
	it('at the numbering step the document gets another number, and the first is never used again', async () => {
		const series = await aSeries();
		const id = await aSigned();
		await number(id, series);
		const first = `${series}_${year}_1`;
		expect(await act('drafter', 'number/void', first, { reason: '错号' })).toMatchObject({
			code: 'core/forbidden',
		});
		await must('clerk', 'number/void', first, { reason: '选错序列' });
		expect(await read<OfficialDocument>(`documents/${id}`)).toMatchObject({
			number: null,
			status: 'signed',
		});
		expect(await number(id, series)).toMatchObject({
			result: { number: expect.stringMatching(/〕2号$/) as string },
		});
		expect(await entryOf(series, 1)).toMatchObject({
			state: 'voided',
			documentId: id,
			closing: { reason: '选错序列', byName: '苏锦书' },
		});
		// Once it has gone on, the number belongs to it.
		expect(await submit('clerk', id, { edgeId: 'number-seal', opinion: '' })).toMatchObject({
			ok: true,
		});
		expect(
			await act('clerk', 'number/void', `${series}_${year}_2`, { reason: '又错' }),
		).toMatchObject({ code: 'document/numberInUse' });
	}, 120_000);

	it('ends with its document, and counts again when that is resumed', async () => {
		const series = await aSeries();
		const id = await aSigned();
		await number(id, series);
		await must('clerk', 'flow/terminate', id, { reason: '内容并入另件' });
		expect(await entryOf(series, 1)).toMatchObject({
			state: 'voided',
			closing: { reason: '公文终止：内容并入另件' },
		});
		expect((await counterOf(series)).next).toBe(2);
		const back = { toNodeId: 'number', uids: [people.clerk], reason: '仍需印发' };
		await must('reviewer', 'flow/resume', id, back);
		expect(await entryOf(series, 1)).toMatchObject({ state: 'taken', closing: null });
	}, 120_000);

	it('of a registration that is removed stays in the register with its reason', async () => {
		const id = randomUUID();
		const answer = await must('clerk', 'document/receive', id, {
			elements: { title: '关于测试登记的函', kind: '函' },
			incoming: {
				sender: '省医疗保障局',
				senderNumber: '',
				receivedOn: today,
				copies: 1,
				pages: 1,
				nature: '批办',
			},
		});
		await must('clerk', 'document/remove', id, {});
		const found = await db.collection('numbers').where('number', '==', answer['number']).get();
		expect(found.docs[0]?.data()).toMatchObject({
			state: 'voided',
			documentId: id,
			closing: { reason: '登记的草稿已删除' },
		});
	});
});

describe('编号序列', () => {
	it('a code in use changes neither silently nor at all; name, order and 停用 do', async () => {
		const series = await aSeries();
		const facts = { name: '测试序列', code: `试${series}`, direction: 'outgoing', order: 900 };
		await must('administrator', 'series/change', series, { ...facts, code: `改${series}` });
		await must('clerk', 'number/reserve', series, keep);
		expect(await act('administrator', 'series/change', series, facts)).toMatchObject({
			code: 'document/codeInUse',
			detail: { code: `改${series}` },
		});
		const used = { ...facts, code: `改${series}` };
		expect(
			await act('administrator', 'series/change', series, { ...used, direction: 'incoming' }),
		).toMatchObject({ code: 'document/directionInUse' });
		await must('administrator', 'series/change', series, { ...used, name: '新名', disabled: true });
		expect(await act('clerk', 'number/reserve', series, keep)).toMatchObject({
			code: 'document/seriesDisabled',
			detail: { name: '新名' },
		});
	});

	it('two of them never give the same number, and only those who manage them make one', async () => {
		const series = await aSeries();
		const same = { name: '同名', code: `试${series}`, direction: 'outgoing', order: 1 };
		expect(await act('administrator', 'series/create', `x${series}`, same)).toMatchObject({
			code: 'document/codeTaken',
		});
		expect(await act('administrator', 'series/create', series, same)).toMatchObject({
			code: 'document/seriesExists',
		});
		expect(await act('clerk', 'series/create', `y${series}`, same)).toMatchObject({
			code: 'core/forbidden',
		});
	});
});
