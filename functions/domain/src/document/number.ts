import { retentions, type Volume } from './model.ts';

/** 发文字号: 机关代字, year in six-corner brackets, number without leading zeros (GB/T 9704-2012, 7.2.5). */
export function documentNumber(code: string, year: number, sequence: number): string {
	return `${code}〔${year}〕${sequence}号`;
}

/** What archive numbers are made of, besides the item's. */
type Numbered = Pick<Volume, 'fonds' | 'year' | 'retention' | 'unitCode'>;

/**
 * The id of a volume says what its archive numbers begin with: two volumes that count alike would give the
 * same number twice.
 */
export function volumeId(volume: Numbered): string {
	const { fonds, year, retention, unitCode } = volume;
	return [fonds, year, retentions[retention], unitCode].join('-');
}

/** 档号 of an item: 全宗号-门类·年度-保管期限-机构代码-件号 (DA/T 22-2015, 5.4.2). */
export function archiveNumber(volume: Numbered, item: number): string {
	const sequence = String(item).padStart(4, '0');
	return `${volume.fonds}-WS·${volume.year}-${retentions[volume.retention]}-${volume.unitCode}-${sequence}`;
}

/** The year of a moment on the office's calendar (Asia/Shanghai, UTC+8, no summer time). */
export function officeYear(at: Date): number {
	return Number(officeDate(at).slice(0, 4));
}

/** The day of a moment on the office's calendar, as YYYY-MM-DD. */
export function officeDate(at: Date): string {
	return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
