import { retentions, type Retention, type Volume } from '@wenshu/domain/document/model.ts';
import { volumeId } from '@wenshu/domain/document/number.ts';

/** The volume of the office for a year and a retention period. */
export function officeVolumeId(year: number, retention: Retention): string {
	return volumeId({ fonds: 'YB01', year, retention, unitCode: 'BGS' });
}

/** Volumes (案卷) of the office for the year of loading and the year before, one a retention period. */
export function volumes(year: number): Volume[] {
	const periods = Object.keys(retentions) as Retention[];
	return [year - 1, year].flatMap((each) =>
		periods.map((retention) => ({
			id: officeVolumeId(each, retention),
			title: `${String(each)}年度办公室文书档案（${retention}）`,
			fonds: 'YB01',
			year: each,
			retention,
			unitCode: 'BGS',
			next: 1,
			createdAt: new Date(Date.UTC(each, 0, 4, 1)),
		})),
	);
}
