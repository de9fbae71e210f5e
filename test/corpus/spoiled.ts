import type { Paper } from '@wenshu/domain/conformity/facts.ts';
import type { Page } from '@wenshu/domain/document/page.ts';
import {
	append,
	dress,
	drop,
	move,
	moveRules,
	moveSeal,
	moveTurned,
	moveWrapped,
	overleaf,
	pageAt,
	rewrite,
	rulesOf,
	shift,
	spread,
	warp,
} from './spoil.ts';

/** A way to break a clause: the document it is tried on, and what is done to the file, or to what is expected. */
export interface Spoiled {
	clause: string;
	document: string;
	spoil: (paper: Paper, page: Page) => void;
}

const DATE = '2026年11月22日';
const TITLE = '云州市医疗保障局关于启用新版办事指南的通知';
const MARK = '云州市医疗保障局文件';
const NUMBER = '云医保发〔2026〕12号';
const RECIPIENTS = '各县（市、区）医疗保障局，局机关各科室：';
const FIRST = '云州市各级医疗保障经办机构应当公开办事指南，明确办理';
const NAME = '云州市医疗保障局';
const LINE = 225 / 22;
const [FANG, HEI] = [{ font: 'FandolFang-Regular' }, { font: 'FandolHei-Regular' }];

type Row = readonly [clause: string, document: string, spoil: Spoiled['spoil']];

const paper: Row[] = [
	['paper-size', 'notice', (file) => (pageAt(file, 1).width = 216)],
	['head-margin', 'verified', (file) => shift(pageAt(file, 2), 0, 3)],
	['binding-margin', 'verified', (file) => shift(pageAt(file, 2), -3, 0)],
	[
		'type-width',
		'verified',
		(file) =>
			warp(
				pageAt(file, 2),
				(x) => 28 + (x - 28) * 0.97,
				(y) => y,
			),
	],
	['type-area', 'verified', (file) => shift(pageAt(file, 2), 4, 0)],
	['default-type', 'notice', (file) => dress(file, RECIPIENTS, HEI)],
	['lines', 'watermark', (file) => spread(pageAt(file, 2), 21)],
	[
		'line-pitch',
		'verified',
		(file) => {
			for (const page of file.pages) spread(page, 21);
		},
	],
	[
		'characters',
		'verified',
		(file) => {
			for (const page of file.pages)
				warp(
					page,
					(x) => 28 + (x - 28) * 1.03,
					(y) => y,
				);
		},
	],
	['black', 'notice', (file) => dress(file, RECIPIENTS, { colour: '#1a3cff' })],
];

const head: Row[] = [
	['copy-number-form', 'copy-number', (_, page) => (page.copyNumber = '128')],
	['copy-number-place', 'copy-number', (file) => move(file, '000128', 6, 0)],
	['secrecy-type', 'internal', (file) => dress(file, '内部', FANG)],
	['secrecy-place', 'internal', (file) => move(file, '内部', 0, LINE)],
	['urgency-type', 'urgent', (file) => dress(file, '加急', FANG)],
	['urgency-place', 'all-tags', (file) => move(file, '特急', 0, -2 * LINE)],
	['mark-words', 'notice', (file) => drop(file, MARK)],
	['mark-place', 'notice', (file) => move(file, MARK, 0, 3)],
	['mark-middle', 'notice', (file) => move(file, MARK, 2.5, 0)],
	['mark-red', 'notice', (file) => dress(file, MARK, { colour: '#000000' })],
	['mark-face', 'notice', (file) => dress(file, MARK, HEI)],
	['mark-order', 'two-organs', (file) => move(file, NAME, 0, 40)],
	['mark-suffix', 'two-organs', (file) => move(file, '文件', 0, 6)],
	['number-blanks', 'notice', (file) => move(file, NUMBER, 0, -LINE)],
	['number-middle', 'notice', (file) => move(file, NUMBER, 8, 0)],
	['number-upward', 'request-one-signer', (file) => move(file, NUMBER, 10, 0)],
	[
		'number-form',
		'notice',
		(file, page) => {
			page.documentNumber = '云医保发（2026）12号';
			rewrite(file, NUMBER, page.documentNumber);
		},
	],
	['signer-type', 'request-one-signer', (file) => dress(file, '沈砚舟', FANG)],
	['signer-place', 'request-one-signer', (file) => move(file, '沈砚舟', 6, 0)],
	['signer-rows', 'report-five-signers', (file) => move(file, '韩知夏', 6, 0)],
	['red-rule', 'notice', (file) => (pageAt(file, 1).rules = [])],
	['red-rule-drop', 'notice', (file) => moveRules(rulesOf(pageAt(file, 1), 'red'), 0, 3)],
];

const main: Row[] = [
	['title-type', 'notice', (file) => dress(file, TITLE, { size: 16 })],
	['title-blanks', 'notice', (file) => move(file, TITLE, 0, -LINE)],
	['title-middle', 'notice', (file) => move(file, TITLE, 10, 0)],
	['title-shape', 'title-rhombus', (file) => move(file, '《云州市门诊慢特病认定管', 65, 0)],
	['recipients-place', 'notice', (file) => move(file, RECIPIENTS, 6, 0)],
	['recipients-colon', 'notice', (file) => rewrite(file, '局机关各科室：', '局机关各科室。')],
	[
		'body-first-page',
		'notice-three-pages',
		(file) => {
			const page = pageAt(file, 1);
			page.runs = page.runs.filter((run) => (run.glyphs[0]?.begin[1] ?? 0) < 190);
		},
	],
	['body-follows', 'notice', (file) => move(file, RECIPIENTS, 0, -LINE)],
	['body-indent', 'notice', (file) => move(file, FIRST, -11, 0)],
	['body-wrap', 'notice', (file) => moveWrapped(file, `${FIRST}条件、所需材料`, 6)],
	['body-type', 'notice', (file) => dress(file, FIRST, HEI)],
	['level-1', 'notice-levels', (file) => dress(file, '一、总体要求', FANG)],
	['level-2', 'notice-levels', (file) => dress(file, '（一）工作目标', HEI)],
	['level-3', 'notice-levels', (file) => dress(file, '1.服务下沉。', HEI)],
	['attachment-place', 'attachment-one', (file) => move(file, '附件：', 6, 0)],
	[
		'attachment-numbers',
		'attachments-wrap',
		(file) => rewrite(file, '2.上门服务预约', '3.上门服务预约'),
	],
	['attachment-end', 'attachment-one', (file) => append(file, '任务分解表', '。')],
	[
		'attachment-wrap',
		'attachments-wrap',
		(file) => moveWrapped(file, '云州市基层医疗保障服务窗口设置标准和设备配置一览表', 6),
	],
];

const closing: Row[] = [
	['sealed-date', 'notice', (file) => move(file, DATE, 10, 0)],
	['sealed-name', 'notice', (file) => move(file, DATE, -6, 0)],
	['joint-names', 'two-organs', (file) => drop(file, '云州市财政局', 'last')],
	['seal-presses', 'notice', (file) => moveSeal(file, 0, -60, 0)],
	['seal-middle', 'notice', (file) => moveSeal(file, 0, 6, 0)],
	['seal-below', 'notice', (file) => moveSeal(file, 0, 0, 10)],
	['seal-top', 'notice', (file) => moveSeal(file, 0, 0, 12)],
	['seals-apart', 'two-organs', (file) => moveSeal(file, 0, 40, 0)],
	['seals-inside', 'two-organs', (file) => moveSeal(file, 0, -40, 0)],
	['plain-name', 'not-sealed', (file) => move(file, `${NAME}2026`, 9, 0)],
	['plain-date', 'not-sealed', (file) => move(file, DATE, 6, 0)],
	['plain-joint', 'not-sealed-joint', (file) => move(file, '云州市财政局', 0, LINE, 'last')],
	['stamp-post', 'stamped', (file) => move(file, '局长', 0, -6, 'last')],
	['stamp-blanks', 'stamped', (file) => move(file, '局长', 0, -1.4 * LINE, 'last')],
	['stamp-joint', 'stamped-joint', (file) => moveSeal(file, 1, 5, 0)],
	['stamp-joint', 'stamped-joint', (file) => moveSeal(file, 2, 0, -8)],
	['stamp-date', 'stamped', (file) => move(file, DATE, 8, 0)],
	['date-form', 'notice', (file) => rewrite(file, DATE, '2026年01月02日')],
	['closing-with-text', 'notice', (file) => overleaf(file, DATE)],
	['note', 'notice-levels', (file) => move(file, '（此件公开发布）', -6, 0)],
	['annex-page', 'annexes', (file) => move(file, '附件1', 0, 3 * LINE)],
	['annex-label', 'annexes', (file) => dress(file, '附件1', FANG)],
	['annex-title', 'annexes', (file) => move(file, '附件1窗口设置标准'.slice(3), 0, LINE, 'last')],
	['annex-same', 'annexes', (_, page) => (page.attachments = ['窗口设置', '上门服务办法'])],
	['annex-wrap', 'annexes', (file) => moveWrapped(file, `${FIRST}条件、所需材料`, 6, 'last')],
];

const foot: Row[] = [
	[
		'colophon-width',
		'notice',
		(file) => {
			const last = rulesOf(pageAt(file, -1), 'black').at(-1);
			if (last) last.box.right -= 10;
		},
	],
	[
		'colophon-thickness',
		'notice',
		(file) => {
			const last = rulesOf(pageAt(file, -1), 'black').at(-1);
			if (last) last.box.top += 0.2;
		},
	],
	[
		'colophon-first',
		'copies-wrap',
		(file) => {
			const page = pageAt(file, -1);
			const [first] = rulesOf(page, 'black');
			page.rules = page.rules.filter((rule) => rule !== first);
		},
	],
	[
		'colophon-last',
		'notice',
		(file) => moveRules(rulesOf(pageAt(file, -1), 'black').slice(-1), 0, -4),
	],
	[
		'copy-type',
		'copies-wrap',
		(file) => dress(file, '抄送：省医疗保障局，市委办公室', { size: 16 }),
	],
	['copy-place', 'copies-wrap', (file) => move(file, '抄送：', -4, 0)],
	[
		'copy-wrap',
		'copies-wrap',
		(file) =>
			moveWrapped(
				file,
				'抄送：省医疗保障局，市委办公室，市人大常委会办公室，市政府办公室，市政协办公室，市财政局',
				6,
			),
	],
	['copy-end', 'copies-wrap', (file) => rewrite(file, '市卫生健康委员会。', '市卫生健康委员会；')],
	[
		'recipients-moved',
		'recipients-moved',
		(file) => {
			const page = pageAt(file, -1);
			const [first, second] = rulesOf(page, 'black');
			if (first && second) {
				const copy = structuredClone(second);
				moveRules([copy], 0, -9);
				page.rules.push(copy);
			}
		},
	],
	['print-type', 'notice', (file) => dress(file, '云州市医疗保障局办公室', { size: 16 }, 'last')],
	['print-place', 'notice', (file) => move(file, '云州市医疗保障局办公室', 6, 0, 'last')],
	['print-date', 'notice', (file) => rewrite(file, '日印发', '日印刷')],
	[
		'print-rule',
		'copies-wrap',
		(file) => {
			const page = pageAt(file, -1);
			const middle = rulesOf(page, 'black')[1];
			page.rules = page.rules.filter((rule) => rule !== middle);
		},
	],
	['folio-type', 'notice', (file) => dress(file, '—1—', { size: 12 })],
	['folio-drop', 'notice', (file) => move(file, '—1—', 0, 2)],
	['folio-side', 'notice', (file) => move(file, '—2—', 6, 0)],
	['folio-run', 'notice', (file) => drop(file, '—2—')],
	[
		'folio-blank',
		'duplex-blank-page',
		(file) => {
			const numbers = pageAt(file, 1).runs.filter((run) => (run.glyphs[0]?.begin[1] ?? 0) > 265);
			pageAt(file, 5).runs.push(...structuredClone(numbers));
		},
	],
	[
		'sideways-folio',
		'annexes-sideways',
		(file) => {
			for (const page of file.pages.filter((one) => one.width > one.height)) moveTurned(page, 4, 0);
		},
	],
	[
		'sideways-head',
		'annexes-sideways',
		(file) => {
			const sheet = file.pages.find((page) => page.width > page.height);
			for (const run of sheet?.runs ?? []) run.angle = run.angle === 0 ? 180 : run.angle;
		},
	],
];

const formats: Row[] = [
	['letter-mark', 'letter', (file) => move(file, NAME, 0, 5)],
	[
		'letter-mark-words',
		'letter',
		(file, page) => {
			page.marks = ['云州市医疗保文件'];
			rewrite(file, NAME, '云州市医疗保文件');
		},
	],
	[
		'letter-lines',
		'letter',
		(file) => {
			const [first] = rulesOf(pageAt(file, 1), 'red');
			if (first) first.box.right -= 14;
		},
	],
	[
		'letter-line-places',
		'letter',
		(file) => moveRules(rulesOf(pageAt(file, 1), 'red').slice(2), 0, -5),
	],
	['letter-number', 'letter', (file) => move(file, '云医保函〔2026〕7号', -6, 0)],
	['letter-corner', 'letter-all-tags', (file) => move(file, '000009', 6, 0)],
	['letter-title', 'letter', (file) => move(file, '云州市医疗保障局关于商请', 0, -LINE)],
	[
		'letter-folio',
		'letter-urgent',
		(file) => {
			const numbers = pageAt(file, 2).runs.filter((run) => (run.glyphs[0]?.begin[1] ?? 0) > 265);
			pageAt(file, 1).runs.push(...structuredClone(numbers));
		},
	],
	[
		'letter-colophon',
		'letter',
		(file) => {
			pageAt(file, 1).rules.push({
				box: { left: 28, right: 184, top: 250, bottom: 250.4 },
				colour: '#000000',
			});
		},
	],
	['order-mark', 'order', (file) => move(file, '云州市人民政府令', 0, 5)],
	['order-number', 'order', (file) => move(file, '第12号', 8, 0)],
	['order-body', 'order', (file) => move(file, '第12号', 0, 1.5 * LINE)],
	['minutes-mark', 'minutes', (file) => move(file, '云州市医疗保障局办公会议纪要', 0, 5)],
	['minutes-labels', 'minutes', (file) => dress(file, '出席：', FANG)],
	['minutes-blank', 'minutes-all-names', (file) => move(file, '出席：', 0, -LINE)],
	[
		'minutes-wrap',
		'minutes-all-names',
		(file) =>
			moveWrapped(
				file,
				'沈砚舟、陆怀瑾、韩知夏、方既白、乔望舒、林若溪、程以墨、周望川、苏锦书、秦简言、薛霁月',
				6,
			),
	],
	[
		'minutes-seal',
		'minutes',
		(file) => pageAt(file, 1).seals.push({ left: 100, right: 142, top: 180, bottom: 222 }),
	],
];

/** At least one way to break each clause. */
export const spoiled: readonly Spoiled[] = [
	...paper,
	...head,
	...main,
	...closing,
	...foot,
	...formats,
].map(([clause, document, spoil]) => ({ clause, document, spoil }));
