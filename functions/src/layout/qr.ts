import { create } from 'qrcode';

/** A QR code as the template draws it: dark runs of its rows in modules, and the code in words. */
export interface QrMark {
	/** Modules across. */
	size: number;
	/** Column, row and length. */
	runs: [number, number, number][];
	code: string;
}

/** The mark of verification: an address to scan, a code to type (in groups of four). */
export function qrMark({ code, url }: { code: string; url: string }): QrMark {
	const { size, data } = create(url, { errorCorrectionLevel: 'M' }).modules;
	const runs: QrMark['runs'] = [];
	for (let row = 0; row < size; row++) {
		for (let column = 0; column < size; column++) {
			if (!data[row * size + column]) continue;
			const begin = column;
			while (column < size && data[row * size + column]) column += 1;
			runs.push([begin, row, column - begin]);
		}
	}
	return { size, runs, code: grouped(code) };
}

function grouped(code: string): string {
	return (code.replaceAll('-', '').match(/.{1,4}/gu) ?? []).join('-');
}
