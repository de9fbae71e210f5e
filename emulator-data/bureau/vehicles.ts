import { uidOf } from './people.ts';

/** A record of the sample bureau: its id and what a form would send. */
export interface SampleRecord {
	id: string;
	values: Record<string, unknown>;
	confidential?: Record<string, unknown>;
}

type Row = [
	plate: string,
	model: string,
	type: string,
	energy: string,
	seats: number,
	unit: string,
	status: string,
	boughtYearsAgo: number,
	mileage: number,
	/** Days until inspection and until the insurance ends; below nought is overdue. */
	inspection: number,
	insurance: number,
	/** Price in 分. */
	price: number,
	note: string,
];

/** Invented vehicles; the office letter Z is given to no city. */
const rows: Row[] = [
	[
		'云Z00001',
		'远岫 E70',
		'car',
		'electric',
		5,
		'office',
		'inUse',
		2,
		31420,
		210,
		96,
		16_880_000,
		'机要通信用车',
	],
	[
		'云Z00002',
		'远岫 E70',
		'car',
		'electric',
		5,
		'office',
		'inUse',
		2,
		28760,
		205,
		95,
		16_880_000,
		'',
	],
	[
		'云Z00003',
		'青陆 M9',
		'van',
		'petrol',
		7,
		'office',
		'inUse',
		4,
		88200,
		18,
		140,
		23_600_000,
		'会议保障用车',
	],
	[
		'云Z00005',
		'岭行 X5',
		'suv',
		'petrol',
		5,
		'supervision',
		'inUse',
		5,
		121_800,
		-6,
		63,
		21_900_000,
		'执法检查用车',
	],
	[
		'云Z00006',
		'岭行 X5',
		'suv',
		'petrol',
		5,
		'audit-center',
		'repair',
		5,
		134_500,
		44,
		12,
		21_900_000,
		'变速箱检修',
	],
	[
		'云Z00008',
		'云途 B19',
		'bus',
		'diesel',
		19,
		'service-center',
		'inUse',
		6,
		96_300,
		120,
		200,
		31_200_000,
		'下乡服务用车',
	],
	[
		'云Z00009',
		'云途 S3',
		'special',
		'diesel',
		3,
		'service-center',
		'inUse',
		3,
		40_120,
		88,
		31,
		42_000_000,
		'流动服务车',
	],
	[
		'云Z00010',
		'平川 F2',
		'truck',
		'diesel',
		2,
		'procurement-center',
		'idle',
		9,
		152_700,
		150,
		150,
		9_800_000,
		'拟报废',
	],
	[
		'云ZD00012',
		'远岫 V6',
		'van',
		'electric',
		7,
		'office',
		'inUse',
		1,
		9640,
		300,
		280,
		25_400_000,
		'',
	],
];

/** Vehicles of the sample bureau on a day. */
export function vehicles(now: Date): SampleRecord[] {
	const day = (offset: number) =>
		new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
	return rows.map((row, index) => {
		const [plate, model, type, energy, seats, unit, status, years, mileage] = row;
		const [inspection, insurance, price, note] = row.slice(9) as [number, number, number, string];
		const serial = String(index + 1).padStart(4, '0');
		return {
			id: `vehicle-${String(index + 1)}`,
			values: {
				plate,
				model,
				type,
				energy,
				seats,
				unit,
				status,
				keeper: uidOf('纪长风'),
				boughtOn: day(-365 * years - 40),
				mileage,
				inspectionDue: day(inspection),
				insuranceDue: day(insurance),
				note,
			},
			confidential: {
				price,
				engineNumber: `SAMPLE${serial}`,
				frameNumber: `LSAMPLE00ZZZ${serial}0`,
			},
		};
	});
}
