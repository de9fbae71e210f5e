import type { Field, FieldContent, Fields, RecordValues, Tone, ValuesOf, Words } from './field.ts';
import { emptyValue } from './field.ts';

/** The three permissions of a module: `{id}.read`, `{id}.write` and, with confidential fields, `{id}.confidential`. */
export interface ModulePermissions {
	read: Words;
	write: Words;
	confidential?: Words;
}

/** A button that moves a record from one state to another, such as 发布. The state is a read-only choice field. */
export interface Step<State extends string = string> {
	label: Words;
	/** Name of a Lucide icon. */
	icon: string;
	from: readonly State[];
	to: State;
	/** Asked before it happens; only for what cannot be taken back lightly. */
	confirm?: Words;
	/** Drawn as the main button of the record. */
	primary?: boolean;
}

/** What is wrong with a record, by field. */
export type Problems = Readonly<Record<string, Words>>;

/** Ordering of a list: field key or one of the record's own dates, and the direction. */
export type Ordering = readonly [field: string, direction: 'asc' | 'desc'];

/** Everything the house must know of one kind of record. All screens, checks and files follow from it. */
export interface ModuleDefinition<Id extends string = string, F extends Fields = Fields> {
	/** Segment of address, collection and permissions: lower-case letters. */
	id: Id;
	/** Name of the whole, such as 车辆登记. */
	label: Words;
	/** Name of one record, such as 车辆. */
	one: Words;
	/** What making one is called, such as 撰写公告; 登记 and the name of one unless said otherwise. */
	create?: Words;
	/** Name of a Lucide icon, such as `car`. */
	icon: string;
	/** Group of the menu. */
	group: ModuleGroup;
	permissions: ModulePermissions;
	fields: F;
	/** The text field that names a record. */
	title: keyof F & string;
	/** The fields shown beneath the title where room is small. */
	subtitle?: readonly (keyof F & string)[];
	list: {
		/** Columns shown at first, in order; the others can be switched on. */
		columns: readonly (keyof F & string)[];
		/** Fields offered as filters: choice, boolean, person and unit by value, date by range. */
		filters: readonly (keyof F & string)[];
		/** Fields whose column can be sorted by. */
		sortable: readonly (keyof F & string)[];
		/** Yes/no field whose label is put before the title where it is set, such as 置顶. */
		mark?: keyof F & string;
		/** How the list is ordered at first: field keys or `createdAt`, `updatedAt`. */
		order: readonly (readonly [(keyof F & string) | 'createdAt' | 'updatedAt', 'asc' | 'desc'])[];
	};
	/** A register number, counted by year: prefix, year, digits. */
	numbering?: { prefix: string; digits: number };
	/** State field and the buttons that change it; `at` and `by` are stamped when it becomes `stampOn`. */
	life?: {
		field: keyof F & string;
		initial: string;
		steps: Readonly<Record<string, Step>>;
		stamp?: { on: string; at: keyof F & string; by: keyof F & string };
	};
	/** Who sees a record besides its writers: unit ids or `all`. All readers of the module unless said otherwise. */
	audience?(values: ValuesOf<F>): readonly string[];
	/** Checks that concern several fields. */
	check?(values: ValuesOf<F>): Problems;
	/** Print-outs: paper and what stands above the list. */
	print?: { orientation: 'portrait' | 'landscape' };
	/** Whether rows may come in from a spreadsheet. */
	importable?: boolean;
}

/** Groups of modules in the menu. */
export const moduleGroups = {
	logistics: ['后勤管理', 'Logistics'],
	public: ['公共信息', 'Public information'],
	staff: ['人事管理', 'Staff'],
	affairs: ['专项业务', 'Affairs'],
} as const satisfies Record<string, Words>;
export type ModuleGroup = keyof typeof moduleGroups;

/** A module whose fields are only known at run time. */
export type AnyModule = ModuleDefinition;

/** Declares a module; the declaration is data and is returned as it is, with its fields' types kept. */
export function defineModule<const Id extends string, const F extends Fields>(
	definition: ModuleDefinition<Id, F>,
): ModuleDefinition<Id, F> {
	return definition;
}

/** Values of a module's records. */
export type RecordOf<M> = M extends ModuleDefinition<string, infer F> ? ValuesOf<F> : never;

/** A field of a module. @throws when there is none: a bug, since keys come from the declaration. */
export function fieldOf(module: AnyModule, key: string): Field {
	const field = Object.hasOwn(module.fields, key) ? module.fields[key] : undefined;
	if (field === undefined) throw new Error(`no field ${key} in ${module.id}`);
	return field;
}

/** Fields of a module with their keys, in order. */
export function fieldEntries(module: AnyModule): [string, Field][] {
	return Object.entries(module.fields);
}

/** Keys of the fields that forms and imports fill: `confidential` ones only for those who may see them. */
export function editableKeys(module: AnyModule, confidential: boolean): string[] {
	return fieldEntries(module)
		.filter(([, field]) => field.readOnly !== true && (confidential || field.confidential !== true))
		.map(([key]) => key);
}

/** Whether a module keeps confidential facts. */
export function hasConfidential(module: AnyModule): boolean {
	return fieldEntries(module).some(([, field]) => field.confidential === true);
}

/** Values of a record that nobody has filled in yet. */
export function emptyValues(module: AnyModule): Record<string, FieldContent> {
	const values = Object.fromEntries(
		fieldEntries(module).map(([key, field]) => [key, emptyValue(field)]),
	);
	if (module.life) values[module.life.field] = module.life.initial;
	return values;
}

/** The tint of a choice's value. */
export function toneOf(field: Field, value: FieldContent | undefined): Tone {
	if (field.kind !== 'choice' || typeof value !== 'string') return 'plain';
	return field.tones?.[value] ?? 'plain';
}

/** Splits values into those everybody with `read` sees and the confidential ones. */
export function splitValues(
	module: AnyModule,
	values: RecordValues,
): { open: Record<string, FieldContent>; confidential: Record<string, FieldContent> } {
	const open: Record<string, FieldContent> = {};
	const confidential: Record<string, FieldContent> = {};
	for (const [key, field] of fieldEntries(module)) {
		const value = values[key];
		if (value === undefined) continue;
		if (field.confidential === true) confidential[key] = value;
		else open[key] = value;
	}
	return { open, confidential };
}

/** Permission ids of a module. */
export function permissionOf<Id extends string, Kind extends keyof ModulePermissions>(
	module: { id: Id },
	kind: Kind,
): `${Id}.${Kind}` {
	return `${module.id}.${kind}`;
}

/** Whether somebody with these permissions may do something in a module; who may write may also read. */
export function mayInModule(
	granted: Readonly<Record<string, unknown>>,
	module: { id: string },
	kind: keyof ModulePermissions,
): boolean {
	if (granted[permissionOf(module, kind)] === true) return true;
	return kind === 'read' && granted[permissionOf(module, 'write')] === true;
}
