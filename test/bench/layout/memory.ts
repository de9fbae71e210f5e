import { layoutSet } from '../../../functions/src/layout/layout.ts';
import { aPage, paragraph, text } from '../../corpus/words.ts';
import { edited } from './words.ts';

// A process of its own, so that nobody else's memory is counted: prints the resident MB after each tenth of
// so many edits of a preview of three pages.
const renders = Number(process.argv[2]);
const STEPS = 10;

const threePages = (edit: number) => aPage({ body: text(...edited(edit, 12).map(paragraph)) });
const resident = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);

const seen: number[] = [];
for (let at = 1; at <= renders; at += 1) {
	await layoutSet(threePages(at));
	if (at % (renders / STEPS) === 0) seen.push(resident());
}
console.log(JSON.stringify(seen));
process.exit(0);
