import { chromium, type Browser } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium } from '../../emulator-data/run/chromium.ts';
import { root } from '../../emulator-data/run/paths.ts';
import { layoutPdf, layoutSet } from '../../functions/src/layout/layout.ts';
import { aPage, paragraph, text } from '../corpus/words.ts';
import {
	alone,
	compare,
	percentiles,
	report,
	show,
	timeInTurn,
	type Measure,
	type Needs,
} from './harness.ts';
import { timeScreen } from './layout/screen.ts';
import { edited } from './layout/words.ts';

export const needs: Needs = { suite: true, browser: true };

/** Paragraphs of the document of ten pages. */
const PARAGRAPHS = 52;
const words = (edit: number): string[] => edited(edit, PARAGRAPHS);
const tenPages = (edit: number) =>
	aPage({
		title: '云州市医疗保障局关于启用新版办事指南的通知',
		body: text(...words(edit).map(paragraph)),
	});

const fontFile = (name: string): string =>
	pathToFileURL(path.join(root, 'functions/assets/fonts', name)).href;

/** The same words in the same type on the same area, as a page of the web. */
function html(edit: number): string {
	return `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: F; src: url(${fontFile('FandolFang-Regular.otf')}); }
@font-face { font-family: T; src: url(${fontFile('NotoSerifCJKsc-Bold.otf')}); }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { font: 16pt/10.227mm F, FandolFang, serif; letter-spacing: -0.2pt; margin: 0; }
h1 { font: 22pt/35pt T, serif; text-align: center; } p { margin: 0; text-indent: 2em; text-align: justify; }
</style><h1>云州市医疗保障局关于启用新版办事指南的通知</h1>${words(edit)
		.map((one) => `<p>${one}</p>`)
		.join('')}`;
}

/** Whether LibreOffice is here; the project never needs it, only this comparison. */
const hasOffice = (): boolean => spawnSync('soffice', ['--version']).status === 0;

function office(folder: string, edit: number): void {
	const file = path.join(folder, 'page.html');
	writeFileSync(file, html(edit));
	const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`;
	const to = [
		'--infilter=HTML (StarWriter)',
		'--convert-to',
		'pdf:writer_pdf_Export',
		'--outdir',
		folder,
		file,
	];
	execFileSync('soffice', [profile, '--headless', ...to], { stdio: 'ignore' });
}

/** Pages of a PDF, counted in the file. */
function countPages(pdf: Uint8Array): number {
	return (
		Buffer.from(pdf)
			.toString('latin1')
			.match(/\/Type\s*\/Page\b/gu) ?? []
	).length;
}

/** Milliseconds from the start of a process to its first file. */
function coldStart(folder: string): number {
	const script = path.join(folder, 'cold.mts');
	const module = (place: string): string => pathToFileURL(path.join(root, place)).href;
	writeFileSync(
		script,
		`import { layoutPdf } from '${module('functions/src/layout/layout.ts')}';
import { aPage, paragraph, text } from '${module('test/corpus/words.ts')}';
const body = text(...Array.from({ length: ${String(PARAGRAPHS)} }, (_, at) => paragraph(sentences(2, at))));
await layoutPdf(aPage({ body }));
process.exit(0);
`,
	);
	const start = performance.now();
	execFileSync(process.execPath, [script], { stdio: 'ignore' });
	return performance.now() - start;
}

const middle = (series: readonly number[]): number =>
	Math.round([...series].sort((one, other) => one - other)[Math.floor(series.length / 2)] ?? 0);

async function timesOf(measured: number, doing: () => Promise<unknown>): Promise<number[]> {
	const series: number[] = [];
	for (let at = 0; at < measured; at += 1) {
		const start = performance.now();
		await doing();
		series.push(performance.now() - start);
	}
	return series;
}

/** Resident memory in MB after each tenth of so many edits of a preview, in a process of its own. */
function memory(renders: number): number[] {
	const script = path.join(root, 'test/bench/layout/memory.ts');
	const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
	const told = execFileSync(process.execPath, [script, String(renders)], { stdio });
	return JSON.parse(told.toString()) as number[];
}

/** An edit as the screen asks for it: what stands there already is not drawn again. */
function drawEdits(): (edit: number) => Promise<unknown> {
	let known: string[] = [];
	return async (edit) => {
		const { set } = await layoutSet(tenPages(edit), { known });
		known = set.pages.map(({ hash }) => hash);
	};
}

/** From the last letter to the pages on the screen, in a browser on the whole product. */
async function screen(browser: Browser, rounds: number): Promise<Measure[]> {
	const { single, running, pages, bytes } = await timeScreen(browser, rounds);
	console.log(`${String(pages)} pages, ${String(middle(bytes))} bytes an answer`);
	return (['p50', 'p95'] as const).flatMap((rank) => [
		alone(
			`last letter to its page on the screen, one word, ${rank}`,
			'ms',
			percentiles(single)[rank],
		),
		alone(`the same, while one types on, ${rank}`, 'ms', percentiles(running)[rank]),
	]);
}

/**
 * Our pages against Chromium's print and LibreOffice's, cold and at an edit; the pages beside the text in a
 * browser; and memory over a thousand edits. `--rounds N` and `--renders N` (a multiple of ten) for a
 * shorter look, `--part screen` for the browser's figure alone, which is then only shown.
 */
export async function measure(args: readonly string[] = []): Promise<void> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			rounds: { type: 'string', default: '8' },
			renders: { type: 'string', default: '1000' },
			part: { type: 'string' },
		},
	});
	const [rounds, renders] = [Number(values.rounds), Number(values.renders)];
	const folder = mkdtempSync(path.join(tmpdir(), 'wenshu-bench-'));
	const executablePath = await findChromium();
	const launch = () => chromium.launch(executablePath === undefined ? {} : { executablePath });
	const withOffice = hasOffice();
	if (!withOffice) console.log('LibreOffice 未安装，略过 / not installed, skipped');
	const browser = await launch();
	const sheet = await browser.newPage();
	const file = path.join(folder, 'edit.html');
	const print = async (edit: number): Promise<Uint8Array> => {
		writeFileSync(file, html(edit));
		await sheet.goto(pathToFileURL(file).href);
		return await sheet.pdf({ preferCSSPageSize: true });
	};
	try {
		const onScreen = await screen(browser, rounds);
		if (values.part === 'screen') {
			show(onScreen);
			return;
		}
		const times = await timeInTurn(rounds, {
			pages: drawEdits(),
			// Edits of its own: what was just set as pictures is remembered.
			pdf: (round) => layoutPdf(tenPages(1_000 + round)),
			chromium: print,
			...(withOffice
				? { office: (round: number) => Promise.resolve(office(folder, round)) }
				: { office: () => Promise.resolve() }),
		});
		const peersOf = (rank: 'p50' | 'p95'): Record<string, number> => ({
			Chromium: times.chromium[rank],
			...(withOffice ? { LibreOffice: times.office[rank] } : {}),
		});
		const measures: Measure[] = (['p50', 'p95'] as const).flatMap((rank) => [
			compare(`edit of 10 pages to SVG, ${rank}`, 'ms', times.pages[rank], peersOf(rank)),
			compare(`edit of 10 pages to PDF, ${rank}`, 'ms', times.pdf[rank], peersOf(rank)),
		]);
		const cold = await timesOf(3, () => Promise.resolve(coldStart(folder)));
		const coldChromium = await timesOf(3, async () => {
			const fresh = await launch();
			const tab = await fresh.newPage();
			await tab.goto(pathToFileURL(file).href);
			await tab.pdf({ preferCSSPageSize: true });
			await fresh.close();
		});
		const coldPeers = {
			Chromium: middle(coldChromium),
			...(withOffice ? { LibreOffice: times.office.p50 } : {}),
		};
		measures.push(
			compare('first PDF of 10 pages, process started anew', 'ms', middle(cold), coldPeers),
		);
		const ours = await layoutPdf(tenPages(0));
		const theirs = await print(0);
		const office10 = withOffice ? readFileSync(path.join(folder, 'page.pdf')) : null;
		measures.push(
			compare('size of the PDF', 'KB', Math.round(ours.pdf.length / 1024), {
				Chromium: Math.round(theirs.length / 1024),
				...(office10 ? { LibreOffice: Math.round(office10.length / 1024) } : {}),
			}),
		);
		const seen = memory(renders);
		measures.push(alone(`memory after ${String(renders)} edits`, 'MB', seen.at(-1) ?? 0));
		measures.push(...onScreen);
		measures.push(alone('memory at most', 'MB', Math.max(...seen)));
		report('layout', measures, {
			pages: { ours: ours.pageCount, Chromium: countPages(theirs) },
			memoryByTenths: seen,
			skipped: withOffice ? [] : ['LibreOffice'],
		});
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	}
}
