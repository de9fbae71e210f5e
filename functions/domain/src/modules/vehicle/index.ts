import type { ValuesOf } from '../../records/field.ts';
import { defineModule, type Problems } from '../../records/module.ts';

/**
 * Civil plates by GA 36-2018: province, office letter, then five places, or six for new-energy vehicles
 * (D or F first on small ones, last on large ones). The letters I and O do not occur in the serial.
 */
const PLATE =
	/^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z](?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警]|[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF])$/;

const fields = {
	plate: {
		kind: 'text',
		section: ['车辆情况', 'The vehicle'],
		label: ['车牌号', 'Plate'],
		hint: ['如 云A12345，新能源车如 云AD12345', 'Such as 云A12345'],
		required: true,
		unique: true,
		search: true,
		form: 'code',
		max: 8,
		pattern: {
			test: PLATE,
			words: [
				'车牌号格式不正确，应如“云A12345”或“云AD12345”',
				'Not a plate; write it like 云A12345 or 云AD12345',
			],
		},
	},
	status: {
		kind: 'choice',
		label: ['状态', 'State'],
		required: true,
		initial: 'inUse',
		options: {
			inUse: ['在用', 'In use'],
			repair: ['维修中', 'In repair'],
			idle: ['停用', 'Idle'],
			scrapped: ['已报废', 'Scrapped'],
		},
		tones: { inUse: 'ok', repair: 'warn', idle: 'plain', scrapped: 'seal' },
	},
	model: {
		kind: 'text',
		label: ['品牌型号', 'Make and model'],
		required: true,
		search: true,
		max: 40,
	},
	type: {
		kind: 'choice',
		label: ['车型', 'Type'],
		required: true,
		options: {
			car: ['轿车', 'Car'],
			suv: ['越野车', 'Off-road'],
			van: ['商务车', 'Van'],
			bus: ['客车', 'Bus'],
			truck: ['货车', 'Truck'],
			special: ['专用车', 'Special'],
		},
	},
	seats: {
		kind: 'integer',
		label: ['座位数', 'Seats'],
		required: true,
		min: 1,
		max: 60,
		unit: ['座', 'seats'],
	},
	energy: {
		kind: 'choice',
		label: ['能源类型', 'Energy'],
		options: {
			petrol: ['汽油', 'Petrol'],
			diesel: ['柴油', 'Diesel'],
			electric: ['纯电动', 'Electric'],
			hybrid: ['混合动力', 'Hybrid'],
		},
	},
	unit: {
		kind: 'unit',
		section: ['使用与保管', 'Use and keeping'],
		label: ['使用单位', 'Used by'],
		required: true,
	},
	keeper: { kind: 'person', label: ['保管人', 'Keeper'], required: true },
	boughtOn: { kind: 'date', label: ['购置日期', 'Bought on'], min: '1980-01-01' },
	mileage: {
		kind: 'integer',
		label: ['里程', 'Mileage'],
		min: 0,
		max: 2_000_000,
		unit: ['公里', 'km'],
	},
	inspectionDue: { kind: 'date', label: ['年检到期', 'Inspection due'], warnDays: 30 },
	insuranceDue: { kind: 'date', label: ['保险到期', 'Insurance due'], warnDays: 30 },
	price: {
		kind: 'money',
		section: ['购置与识别', 'Purchase and identity'],
		label: ['购置价格', 'Price'],
		confidential: true,
	},
	engineNumber: {
		kind: 'text',
		label: ['发动机号', 'Engine number'],
		form: 'code',
		max: 20,
		confidential: true,
	},
	frameNumber: {
		kind: 'text',
		label: ['车辆识别代号', 'VIN'],
		hint: ['17 位，见行驶证', '17 characters, see the licence'],
		form: 'code',
		max: 17,
		confidential: true,
		pattern: {
			test: /^[A-HJ-NPR-Z0-9]{17}$/,
			words: [
				'车辆识别代号应为 17 位字母和数字，不含 I、O、Q',
				'A VIN has 17 characters without I, O, Q',
			],
		},
	},
	photos: {
		kind: 'attachments',
		section: ['照片与附件', 'Pictures and files'],
		label: ['照片', 'Pictures'],
		max: 9,
		pictures: true,
	},
	files: { kind: 'attachments', label: ['附件', 'Files'], max: 20 },
	note: { kind: 'longText', label: ['备注', 'Note'], max: 500 },
} as const;

/** Vehicles of the office (BIZ-5, register). */
export const vehicle = defineModule({
	id: 'vehicle',
	label: ['车辆登记', 'Vehicles'],
	one: ['车辆', 'vehicle'],
	icon: 'car',
	group: 'logistics',
	permissions: {
		read: ['查看车辆', 'Read vehicles'],
		write: ['管理车辆', 'Manage vehicles'],
		confidential: ['查看车辆保密信息', 'Read confidential vehicle facts'],
	},
	fields,
	title: 'plate',
	subtitle: ['model', 'status', 'keeper'],
	list: {
		columns: [
			'plate',
			'model',
			'type',
			'status',
			'unit',
			'keeper',
			'mileage',
			'inspectionDue',
			'insuranceDue',
		],
		filters: ['status', 'type', 'unit', 'keeper', 'inspectionDue', 'insuranceDue', 'boughtOn'],
		sortable: ['plate', 'mileage', 'inspectionDue', 'insuranceDue'],
		order: [['plate', 'asc']],
	},
	numbering: { prefix: 'CL', digits: 4 },
	check: checkVehicle,
	print: { orientation: 'landscape' },
	importable: true,
});

/** VE-4: inspection and insurance end after the vehicle was bought. */
function checkVehicle(values: ValuesOf<typeof fields>): Problems {
	const problems: Record<string, readonly [string, string]> = {};
	const bought = values.boughtOn;
	for (const key of ['inspectionDue', 'insuranceDue'] as const) {
		const due = values[key];
		if (bought !== null && due !== null && due < bought) {
			const [zh, en] = fields[key].label;
			problems[key] = [`${zh}不能早于购置日期`, `${en} must not be before the purchase`];
		}
	}
	return problems;
}
