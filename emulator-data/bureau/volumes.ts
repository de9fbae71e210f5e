/** A volume (案卷) by year and retention: Y 永久, D30 定期30年, D10 定期10年 (DA/T 22-2015, 5.4.3). */
export interface SampleVolume {
	id: string;
	title: string;
	year: number;
	retention: 'Y' | 'D30' | 'D10';
	/** Code of the unit in archive numbers (5.4.2). */
	unitCode: string;
}

const kinds: [SampleVolume['retention'], string][] = [
	['Y', '永久'],
	['D30', '定期30年'],
	['D10', '定期10年'],
];

/** Volumes of the year of loading and of the year before. */
export function volumes(year: number): SampleVolume[] {
	return [year - 1, year].flatMap((each) =>
		kinds.map(([retention, words]) => ({
			id: `office-${String(each)}-${retention.toLowerCase()}`,
			title: `${String(each)}年度办公室文书档案（${words}）`,
			year: each,
			retention,
			unitCode: 'BGS',
		})),
	);
}
