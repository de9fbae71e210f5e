import type { BodyNode } from '../document/body.ts';

/** A text for the screen as [中文, English]. */
export type Words = readonly [string, string];

interface Common {
	label: Words;
	/** What to write, in half a sentence; shown under the field. */
	hint?: Words;
	required?: boolean;
	/** Kept in a document of its own, which only holders of the module's `confidential` permission may read. */
	confidential?: boolean;
	/** Found by search: its characters and pinyin initials become search tokens. */
	search?: boolean;
	/** Set by steps or the server, never by a form or an import. */
	readOnly?: boolean;
	/** Room on a wide form: half a row unless said otherwise. */
	width?: 'half' | 'full';
	/** Group of the form and the detail page that this field opens; the following fields stay in it. */
	section?: Words;
}

/** One line of text. `code` texts are plate or register numbers: upper case, no spaces, half-width. */
export interface TextField extends Common {
	kind: 'text';
	max: number;
	form?: 'code' | 'plain';
	/** No two records of the module share it. */
	unique?: boolean;
	pattern?: { test: RegExp; words: Words };
}
/** Several lines of plain text. */
export interface LongTextField extends Common {
	kind: 'longText';
	max: number;
}
/** Formatted text: ProseMirror JSON with the vocabulary of document/body.ts. */
export interface RichTextField extends Common {
	kind: 'richText';
}
/** A whole number. */
export interface IntegerField extends Common {
	kind: 'integer';
	min?: number;
	max?: number;
	unit?: Words;
}
/** A number with at most `digits` decimals. */
export interface DecimalField extends Common {
	kind: 'decimal';
	digits: number;
	min?: number;
	max?: number;
	unit?: Words;
}
/** An amount of money in 分 (1/100 CNY). */
export interface MoneyField extends Common {
	kind: 'money';
	max?: number;
}
/** A calendar day, `YYYY-MM-DD`. `warnDays`: a day nearer than this is drawn as due. */
export interface DateField extends Common {
	kind: 'date';
	min?: string;
	max?: string;
	warnDays?: number;
}
/** A moment in time. */
export interface DateTimeField extends Common {
	kind: 'dateTime';
}
/** How a choice is tinted in lists and badges. */
export type Tone = 'plain' | 'brand' | 'ok' | 'warn' | 'seal';
/** One of a closed list. */
export interface ChoiceField extends Common {
	kind: 'choice';
	options: Readonly<Record<string, Words>>;
	initial?: string;
	tones?: Readonly<Record<string, Tone>>;
}
/** Several of a closed list. */
export interface MultiChoiceField extends Common {
	kind: 'multiChoice';
	options: Readonly<Record<string, Words>>;
}
/** Yes or no. */
export interface BooleanField extends Common {
	kind: 'boolean';
}
/** Somebody of the directory, by uid. */
export interface PersonField extends Common {
	kind: 'person';
}
/** A unit, by id. */
export interface UnitField extends Common {
	kind: 'unit';
}
/** Several units, by id. */
export interface UnitsField extends Common {
	kind: 'units';
	/** What an empty list means, such as 全体人员. */
	empty?: Words;
}
/** Files; `pictures` only takes images and shows them. */
export interface AttachmentsField extends Common {
	kind: 'attachments';
	max: number;
	pictures?: boolean;
}

/** A field of a record. */
export type Field =
	| TextField
	| LongTextField
	| RichTextField
	| IntegerField
	| DecimalField
	| MoneyField
	| DateField
	| DateTimeField
	| ChoiceField
	| MultiChoiceField
	| BooleanField
	| PersonField
	| UnitField
	| UnitsField
	| AttachmentsField;

/** Kind of a field. */
export type FieldKind = Field['kind'];

/** Fields of a module in the order of its form. */
export type Fields = Readonly<Record<string, Field>>;

/** A file of a record; its bytes are reached through `files/{fileId}`. */
export interface Attachment {
	fileId: string;
	name: string;
	/** Bytes. */
	size: number;
}

/** Anything a field can hold. */
export type FieldContent =
	string | number | boolean | Date | readonly string[] | readonly Attachment[] | BodyNode | null;

type Optional<F, T> = F extends { required: true } ? T : T | null;

/** What a field holds, inferred from its declaration. Texts and lists are empty rather than null. */
export type FieldValue<F extends Field> = F extends { kind: 'text' | 'longText' }
	? string
	: F extends { kind: 'integer' | 'decimal' | 'money' }
		? Optional<F, number>
		: F extends { kind: 'date' | 'person' | 'unit' }
			? Optional<F, string>
			: F extends { kind: 'dateTime' }
				? Optional<F, Date>
				: F extends { kind: 'choice'; options: infer Options }
					? Optional<F, keyof Options & string>
					: F extends { kind: 'multiChoice'; options: infer Options }
						? readonly (keyof Options & string)[]
						: F extends { kind: 'boolean' }
							? boolean
							: F extends { kind: 'units' }
								? readonly string[]
								: F extends { kind: 'attachments' }
									? readonly Attachment[]
									: Optional<F, BodyNode>;

/** Values of all fields of a module, inferred from its declaration. */
export type ValuesOf<F extends Fields> = { readonly [Key in keyof F]: FieldValue<F[Key]> };

/** Values of a record whose module is only known at run time. */
export type RecordValues = Readonly<Record<string, FieldContent>>;

/** What a field holds before anybody filled it. */
export function emptyValue(field: Field): FieldContent {
	switch (field.kind) {
		case 'text':
		case 'longText':
			return '';
		case 'boolean':
			return false;
		case 'multiChoice':
		case 'units':
		case 'attachments':
			return [];
		case 'choice':
			return field.initial ?? null;
		default:
			return null;
	}
}

/** Whether a field counts as not filled in. A yes/no field is always filled. */
export function isEmpty(value: FieldContent | undefined): boolean {
	return (
		value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)
	);
}
