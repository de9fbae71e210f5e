import type { Paper, PaperPage } from '@wenshu/domain/conformity/facts.ts';
import { leftOf, linesOf, rightOf, sizeOf, wordsOf } from '@wenshu/domain/conformity/lines.ts';
import { expect, test } from 'vitest';
import { corpus } from './documents.ts';
import { produce } from './produce.ts';

// Where everything stands, to a tenth of a millimetre, of documents that together show every element. A change
// of the layout shows here line by line. Renew after looking at the pages:
// npx vitest run --config test/vitest.config.ts --project gates corpus/geometry -u

const NAMES = [
	'all-tags',
	'notice-levels',
	'report-five-signers',
	'recipients-moved',
	'attachments-wrap',
	'table',
	'formulae',
	'formulae-table',
	'annexes',
	'annexes-sideways',
	'duplex-blank-page',
	'five-organs',
	'not-sealed-joint',
	'stamped',
	'stamped-joint',
	'order-joint',
	'letter-all-tags',
	'minutes-all-names',
] as const;

const round = (value: number): string => value.toFixed(1);

/** A page as named lines, one for each line of text, rule across the page, picture and seal. */
function geometryOf(page: PaperPage): Record<string, string> {
	const lines = linesOf(page).map((line) => {
		const place = [line.baseline, leftOf(line), rightOf(line)].map(round).join(' ');
		return `text ${place} ${round(sizeOf(line))} pt ${wordsOf(line).slice(0, 6)}`;
	});
	const boxes = [
		...page.rules
			.filter(({ box }) => box.right - box.left > 100)
			.map(({ box, colour }) => ({ kind: `rule ${colour}`, box })),
		...page.pictures.map((box) => ({ kind: 'picture', box })),
		...page.seals.map((box) => ({ kind: 'seal', box })),
	].map(
		({ kind, box }) => `${kind} ${[box.top, box.bottom, box.left, box.right].map(round).join(' ')}`,
	);
	return Object.fromEntries([...lines, ...boxes].map((words, at) => [String(at + 1), words]));
}

function geometry(paper: Paper): string {
	const pages = paper.pages.map((page) => [
		`${String(page.number)}: ${round(page.width)} x ${round(page.height)}`,
		geometryOf(page),
	]);
	return `${JSON.stringify(Object.fromEntries(pages), null, '\t')}\n`;
}

for (const name of NAMES) {
	test(`${name} is set as it was`, async () => {
		const document = corpus.find((one) => one.name === name);
		if (document === undefined) throw new Error(`no document ${name}`);
		const { paper } = await produce(document);
		await expect(geometry(paper)).toMatchFileSnapshot(`golden/${name}.json`);
	});
}
