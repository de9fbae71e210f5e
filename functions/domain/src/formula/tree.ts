/**
 * A formula as structure: what the page sets, Word takes and LaTeX says. It is data through and through; no
 * part of it is ever read as markup again.
 */
export type FormulaPart =
	| { kind: 'row'; parts: FormulaPart[] }
	/** A variable: one letter, slanted unless its style says otherwise. */
	| { kind: 'letter'; text: string; style: LetterStyle }
	| { kind: 'number'; text: string }
	/** An operator, relation, bracket or mark of punctuation. */
	| { kind: 'sign'; text: string }
	/** Upright words, mostly Chinese. */
	| { kind: 'words'; text: string; bold: boolean }
	/** The name of a function, such as max. */
	| { kind: 'name'; text: string }
	/** A blank, in ems. */
	| { kind: 'space'; width: number }
	| { kind: 'fraction'; over: FormulaPart; under: FormulaPart; bar: boolean; size: FractionSize }
	| { kind: 'root'; of: FormulaPart; degree: FormulaPart | null }
	/** Something below and above at the right, or under and over the base where `limits`. */
	| {
			kind: 'script';
			base: FormulaPart;
			sub: FormulaPart | null;
			sup: FormulaPart | null;
			limits: boolean;
	  }
	/** A mark over a base, such as ^ or a bar; what `grows` is as wide as the base. */
	| { kind: 'accent'; base: FormulaPart; mark: string; grows: boolean }
	/** A brace or line under the base; those over it are accents. */
	| { kind: 'under'; base: FormulaPart; mark: string }
	/** Brackets that grow with what is between them; '' for none. */
	| { kind: 'fence'; open: string; close: string; inner: FormulaPart }
	| { kind: 'table'; rows: FormulaPart[][]; align: ColumnAlign[]; tight: boolean };

export type LetterStyle =
	'italic' | 'upright' | 'bold' | 'bold-italic' | 'double-struck' | 'script' | 'fraktur';
export type FractionSize = 'auto' | 'display' | 'text';
export type ColumnAlign = 'left' | 'center' | 'right';

/** A formula and how it stands: in the line, or on a line of its own. */
export interface Formula {
	display: boolean;
	root: FormulaPart;
}

/** What lies directly in a part. */
export function childrenOf(part: FormulaPart): FormulaPart[] {
	switch (part.kind) {
		case 'row':
			return part.parts;
		case 'fraction':
			return [part.over, part.under];
		case 'root':
			return part.degree === null ? [part.of] : [part.of, part.degree];
		case 'script':
			return [part.base, part.sub, part.sup].filter((one) => one !== null);
		case 'accent':
		case 'under':
			return [part.base];
		case 'fence':
			return [part.inner];
		case 'table':
			return part.rows.flat();
		default:
			return [];
	}
}

/** How deep parts lie in each other; 1 for a single sign. */
export function depthOf(part: FormulaPart): number {
	return 1 + Math.max(0, ...childrenOf(part).map(depthOf));
}

/** Parts one after the other; one alone stays itself. */
export function rowOf(parts: readonly FormulaPart[]): FormulaPart {
	const flat = parts.flatMap((part) => (part.kind === 'row' ? part.parts : [part]));
	const [only] = flat;
	return flat.length === 1 && only ? only : { kind: 'row', parts: flat };
}
