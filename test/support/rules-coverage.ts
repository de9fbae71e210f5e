/** One evaluated piece of the rules, as the emulator reports it. */
interface CoverageNode {
	readonly sourcePosition: {
		readonly line: number;
		readonly currentOffset: number;
		readonly endOffset: number;
	};
	readonly values?: readonly { readonly value: Readonly<Record<string, unknown>> }[];
	readonly children?: readonly CoverageNode[];
}

export interface CoverageReport {
	readonly rules: { readonly files: readonly { readonly content: string }[] };
	readonly report: readonly CoverageNode[];
}

/** The condition of one `allow`, and the answers it has been seen to give. */
export interface AllowSeen {
	readonly line: number;
	readonly text: string;
	/** `if false` has nothing to evaluate, and the emulator reports nothing. */
	readonly constant: boolean;
	granted: boolean;
	refused: boolean;
}

const ALLOW = /allow\s+[a-z, ]+:\s*if\s+/g;

/** Every `allow` of the rules by the offset at which its condition begins. */
export function allowsOf(source: string): Map<number, AllowSeen> {
	const found = new Map<number, AllowSeen>();
	for (const match of source.matchAll(ALLOW)) {
		const start = match.index + match[0].length;
		const line = source.slice(0, match.index).split('\n').length;
		const rest = source.slice(start, source.indexOf(';', start)).trim();
		found.set(start, {
			line,
			text: source.slice(match.index, start + 60).split('\n')[0] ?? '',
			constant: rest === 'true' || rest === 'false',
			granted: false,
			refused: false,
		});
	}
	return found;
}

/** Adds what one project's requests have shown. An error while evaluating refuses, too. */
export function merge(allows: Map<number, AllowSeen>, report: CoverageReport): void {
	for (const node of report.report) {
		const seen = allows.get(node.sourcePosition.currentOffset);
		if (!seen) continue;
		for (const { value } of node.values ?? []) {
			if (value['boolValue'] === true) seen.granted = true;
			else seen.refused = true;
		}
	}
}

/** What the tests have not shown yet, in words. */
export function unseen(allows: Map<number, AllowSeen>): string[] {
	return [...allows.values()]
		.filter((one) => !one.constant && !(one.granted && one.refused))
		.map((one) => {
			const lacking = [...(one.granted ? [] : ['granted']), ...(one.refused ? [] : ['refused'])];
			return `firestore.rules:${String(one.line)} never ${lacking.join(' nor ')}: ${one.text}`;
		});
}
