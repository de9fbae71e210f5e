import { chineseNumber } from '@wenshu/domain/drafting/numerals.ts';

/** Namespace of WordprocessingML. */
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** One level of a numbering of Word. */
interface Level {
	format: string;
	/** Such as `（%2）`. */
	text: string;
	start: number;
}

/** The first child of this name, whatever its depth is not. */
export function child(element: Element | null | undefined, name: string): Element | null {
	for (const each of element?.children ?? [])
		if (each.localName === name && each.namespaceURI === W) return each;
	return null;
}

/** The `w:val` of a child. */
export function valueOf(element: Element | null | undefined, name: string): string | null {
	return child(element, name)?.getAttributeNS(W, 'val') ?? null;
}

/**
 * Numbers that Word draws by itself, counted as it counts them. What is a number of a heading (一、 （一）
 * （1）) becomes words; plain bullets and 1. 2. 3. stay lists.
 */
export class NumberLabels {
	readonly #levels = new Map<string, Map<number, Level>>();
	readonly #counts = new Map<string, number[]>();
	readonly #numbers = new Map<string, string>();

	constructor(numbering: Document | null) {
		for (const each of numbering?.getElementsByTagNameNS(W, 'abstractNum') ?? []) {
			const levels = new Map<number, Level>();
			for (const level of each.children) {
				if (level.localName !== 'lvl') continue;
				levels.set(Number(level.getAttributeNS(W, 'ilvl')), {
					format: valueOf(level, 'numFmt') ?? 'decimal',
					text: valueOf(level, 'lvlText') ?? '',
					start: Number(valueOf(level, 'start') ?? 1),
				});
			}
			this.#levels.set(each.getAttributeNS(W, 'abstractNumId') ?? '', levels);
		}
		for (const each of numbering?.getElementsByTagNameNS(W, 'num') ?? []) {
			const id = each.getAttributeNS(W, 'numId');
			if (id) this.#numbers.set(id, valueOf(each, 'abstractNumId') ?? '');
		}
	}

	/** The number of the next paragraph of this numbering and level as words, or null when it is a list. */
	next(numId: string, depth: number, isHeading: boolean): string | null {
		const id = this.#numbers.get(numId);
		const levels = id === undefined ? undefined : this.#levels.get(id);
		const level = levels?.get(depth);
		if (id === undefined || !levels || !level) return null;
		const counts = this.#counts.get(id) ?? [];
		counts[depth] = (counts[depth] ?? level.start - 1) + 1;
		counts.length = depth + 1;
		this.#counts.set(id, counts);
		const isWritten = isChinese(level.format) || /[（(]%/.test(level.text) || isHeading;
		if (!isWritten || level.format === 'bullet' || level.format === 'none') return null;
		return level.text.replace(/%(\d)/g, (_, digit: string) => {
			const at = Number(digit) - 1;
			const value = counts[at] ?? levels.get(at)?.start ?? 1;
			return isChinese(levels.get(at)?.format ?? '') ? chineseNumber(value) : String(value);
		});
	}
}

function isChinese(format: string): boolean {
	return /^(?:chinese|japaneseCounting|taiwanese|ideograph)/.test(format);
}
