import { cleanBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import type { FormulaPart } from '@wenshu/domain/formula/tree.ts';

/** The structure of a formula, or null where its source is none. */
export type FormulaOf = (latex: string, display: boolean) => FormulaPart | null;

/** What a text without formulae needs. */
export const noFormulae: FormulaOf = () => null;

/** Reads all formulae of a text, and counts those that cannot be read. The parser is loaded for the first one. */
export async function readFormulae(
	body: BodyNode,
): Promise<{ formulaOf: FormulaOf; broken: number }> {
	if (sourcesIn(body).length === 0) return { formulaOf: noFormulae, broken: 0 };
	const { parseFormula } = await import('@wenshu/domain/formula/parse.ts');
	const known = new Map<string, FormulaPart | null>();
	const keyOf = (latex: string, display: boolean): string => `${String(display)} ${latex}`;
	let broken = 0;
	for (const { latex, display } of sourcesIn(cleanBody(body))) {
		const parsed = parseFormula(latex, display);
		if (!parsed.ok) broken += 1;
		known.set(keyOf(latex, display), parsed.ok ? parsed.value.root : null);
	}
	return { formulaOf: (latex, display) => known.get(keyOf(latex, display)) ?? null, broken };
}

function sourcesIn({ type, attrs, content }: BodyNode): { latex: string; display: boolean }[] {
	const { latex, display } = attrs ?? {};
	const own = type === 'formula' ? [{ latex: String(latex ?? ''), display: display === true }] : [];
	return [...own, ...(content ?? []).flatMap(sourcesIn)];
}
