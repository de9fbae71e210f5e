import { describe, expect, test } from 'vitest';
import type { Approval } from '../approval/model.ts';
import { emptyElements } from '../document/elements.ts';
import type { OfficialDocument } from '../document/model.ts';
import type { Flow } from '../flow/definition.ts';
import type { TrailEntry } from '../flow/model.ts';
import { aFlow, aStep, Play } from '../flow/testing.ts';
import { approvalSlip } from './approval-slip.ts';
import { documentAt, documentSlip } from './document-slip.ts';
import type { Slip } from './model.ts';
import { boxesOf, caseAt, dayWords, momentsOf, momentWords, type SlipCase } from './opinions.ts';

const flow: Flow = aFlow([
	aStep('draft', { handler: { by: 'initiator' }, opinionBox: '拟稿说明' }),
	aStep('zhou', { opinionBox: '部门意见' }),
	aStep('cao', { opinionBox: '会签意见' }),
	aStep('shen', { opinionBox: '签发意见', effect: 'sign' }),
]);

/** The case as a form sees it, after what was played. */
function caseOf(play: Play): SlipCase {
	const trail = play.trail.map((entry, at): TrailEntry => {
		const { to, ...facts } = entry;
		return {
			...facts,
			seq: at + 1,
			actId: `a${String(at)}`,
			actorName: entry.actor,
			actorUnit: '',
			actorPost: '',
			onBehalfOf: null,
			at: new Date(Date.UTC(2026, 10, 20, 1, at)),
			to: to.map((uid) => ({ uid, name: uid })),
		};
	});
	return { flow: play.flow, state: play.state, trail, rankOf: () => 0 };
}

function played(): Play {
	const play = new Play(flow).start('ye');
	play.submit('ye');
	play.submit('zhou', { opinion: '部门同意。' });
	play.submit('cao', { opinion: '会签同意。' });
	return play;
}
const shown = (found: SlipCase) =>
	boxesOf(found).map(({ label, entries }) => [label, ...entries.map(({ words }) => words)]);

describe('the boxes of a form', () => {
	test('stand in the order of the steps; what nobody wrote in stays open, but for the initiator’s', () => {
		expect(shown(caseOf(played()))).toEqual([
			['部门意见', '部门同意。'],
			['会签意见', '会签同意。'],
			['签发意见'],
		]);
	});

	test('hold no opinion whose step was returned', () => {
		const play = new Play(
			aFlow([
				aStep('draft', { handler: { by: 'initiator' } }),
				aStep('joint', { mode: 'all', handler: { by: 'person', uids: ['cao', 'li'] } }),
			]),
		).start('ye');
		play.submit('ye');
		play.submit('cao', { opinion: '会签同意。' });
		expect(shown(caseOf(play)).flat()).toContain('会签同意。');
		expect(play.return('li', 'draft')).toBeNull();
		expect(shown(caseOf(play)).flat()).not.toContain('会签同意。');
	});

	test('as they were at a step hold what had been said by then', () => {
		const found = caseOf(played());
		const [, department] = momentsOf(found.trail);
		expect(department).toMatchObject({ step: 'zhou', name: 'zhou' });
		const then = caseAt(found, department?.seq ?? 0);
		expect(shown(then)).toEqual([['部门意见', '部门同意。'], ['会签意见'], ['签发意见']]);
		expect(Object.values(then.state.runs).at(-1)).toMatchObject({
			nodeId: 'cao',
			status: 'active',
		});
	});

	test('moments are told by the clock of the office, days without leading zeros', () => {
		expect(momentWords(new Date('2026-11-05T16:07:00Z'))).toBe('2026年11月6日 00:07');
		expect(dayWords(new Date('2026-03-04T15:59:00Z'))).toBe('2026年3月4日');
	});
});

const document = {
	id: 'd1',
	direction: 'outgoing',
	elements: { ...emptyElements(), title: '关于测试的通知', copyTo: ['市政府办公室'] },
	incoming: null,
	issuer: '云州市医疗保障局',
	unitName: '待遇科',
	createdByName: '叶知秋',
	createdAt: new Date('2026-11-20T01:00:00Z'),
	number: '云医保发〔2026〕12号',
	signedAt: new Date('2026-11-20T03:00:00Z'),
	signedByName: '沈砚舟',
	seal: null,
	distributedTo: [],
	distributedAt: null,
	archive: null,
	attachments: [],
} as unknown as OfficialDocument;
const textOf = (slip: Slip): string => JSON.stringify(slip.rows);

describe('发文处理笺', () => {
	const slip = (found: SlipCase, about = document): Slip =>
		documentSlip({
			document: about,
			found,
			organ: '云州市医疗保障局',
			nameOf: (uid) => uid,
			now: new Date('2026-11-27T02:00:00Z'),
			foot: [],
		});

	test('puts 签发 and 会签 on top, side by side, and all elements below', () => {
		const { rows, heading } = slip(caseOf(played()));
		expect(heading).toBe('发文处理笺');
		const [, pair] = rows;
		expect(pair).toMatchObject({
			kind: 'pair',
			boxes: [{ label: '签发意见' }, { label: '会签意见' }],
		});
		for (const words of [
			'关于测试的通知',
			'市政府办公室',
			'云医保发〔2026〕12号',
			'叶知秋',
			'沈砚舟',
		])
			expect(JSON.stringify(rows)).toContain(words);
	});

	test('of an earlier moment has the elements of then, and neither number nor signature of later', () => {
		const form = {
			seq: 2,
			at: new Date(0),
			elements: { ...document.elements, title: '关于试行的通知' },
			fields: null,
			title: '',
			attachments: [],
		};
		const then = documentAt(document, new Date('2026-11-20T02:00:00Z'), [], form);
		const words = textOf(slip(caseOf(played()), then));
		expect(words).toContain('关于试行的通知');
		expect(words).not.toContain('云医保发');
		expect(words).not.toContain('沈砚舟');
	});
});

describe('审批表', () => {
	test('has the fields its reader may see, and no others', () => {
		const field = (id: string, label: string) => ({
			id,
			label,
			type: 'text' as const,
			options: [],
		});
		const approval = {
			title: '请假',
			fields: { reason: '家事', secret: '病历' },
			createdByName: '叶知秋',
			createdAt: new Date(0),
			attachments: [],
		} as unknown as Approval;
		const slip = approvalSlip({
			approval,
			lines: [{ field: field('reason', '事由'), right: 'read' }],
			found: caseOf(played()),
			organ: '云州市医疗保障局',
			unitName: '待遇科',
			status: '办理中',
			nameOf: (uid) => uid,
			now: new Date(0),
			foot: [],
		});
		expect(textOf(slip)).toContain('家事');
		expect(textOf(slip)).not.toContain('病历');
	});
});
