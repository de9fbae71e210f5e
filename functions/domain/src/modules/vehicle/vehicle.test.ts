import { expect, test } from 'vitest';
import {
	createRecord,
	registerNumber,
	uniqueKeys,
	type RecordContext,
} from '../../records/decide.ts';
import type { AnyModule } from '../../records/module.ts';
import { readField } from '../../records/read-field.ts';
import { readRecord } from '../../records/read-record.ts';
import { vehicle } from './index.ts';

const module = vehicle as unknown as AnyModule;
const car = {
	plate: '云A12345',
	status: 'inUse',
	model: '红旗H5',
	type: 'car',
	seats: 5,
	unit: 'office',
	keeper: 'li',
};

test.each([
	['云A12345', '云A12345'],
	['云a·1234c', '云A1234C'],
	[' 云 AD12345 ', '云AD12345'],
	['云A12345F', '云A12345F'],
	['云A1234警', '云A1234警'],
])('VE-1 %s is the plate %s', (typed, plate) => {
	expect(readField(vehicle.fields.plate, typed)).toEqual({ ok: true, value: plate });
});

test.each(['', 'A12345', '云A1234', '云I12345', '云A1O345', '云A1234567', '滇A12345'])(
	'VE-1 “%s” is no plate',
	(typed) => {
		expect(readField(vehicle.fields.plate, typed).ok).toBe(false);
	},
);

test('VE-2 a plate is one key of the register', () => {
	expect(uniqueKeys(module, car)).toEqual([
		{ key: 'plate:%E4%BA%91A12345', field: 'plate', value: '云A12345' },
	]);
});

test('VE-3 price, engine and frame number are confidential and never searched', () => {
	const secret = Object.entries(vehicle.fields).filter(
		([, field]) => 'confidential' in field && field.confidential,
	);
	expect(secret.map(([key]) => key)).toEqual(['price', 'engineNumber', 'frameNumber']);
	expect(secret.every(([, field]) => !('search' in field))).toBe(true);
});

test('VE-4 inspection and insurance cannot end before the purchase', () => {
	const raw = {
		...car,
		boughtOn: '2024-05-01',
		inspectionDue: '2024-04-30',
		insuranceDue: '2025-05-01',
	};
	expect(readRecord(module, raw, { confidential: false })).toEqual({
		ok: false,
		problems: {
			inspectionDue: ['年检到期不能早于购置日期', 'Inspection due must not be before the purchase'],
		},
	});
});

test('VE-5 a vehicle keeps the number it got, counted by year', () => {
	expect(registerNumber(module, 2026, 7)).toBe('CL20260007');
	const context: RecordContext = {
		actor: {
			uid: 'li',
			name: '李明',
			unitId: 'office',
			unitName: '办公室',
			permissions: { 'vehicle.write': true },
		},
		at: new Date('2026-11-23T02:00:00Z'),
		initials: () => '',
	};
	expect(createRecord(module, 'v1', { values: car }, 'CL20260007', context)).toMatchObject({
		value: { item: { number: 'CL20260007', title: '云A12345' } },
	});
});
