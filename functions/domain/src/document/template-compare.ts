import type { BodyNode } from './body.ts';
import { closingOf, formatOf } from './elements.ts';
import type { TemplateContent } from './template.ts';

/** A field of a template that differs between two versions, in words. */
export interface TemplateDifference {
	label: string;
	before: string;
	after: string;
	/** Of the text: its lines, with what was taken away and what was added. */
	lines?: { kind: 'same' | 'gone' | 'new'; text: string }[];
}

type Names = { flow: (id: string) => string; series: (id: string) => string };

/** The fields in which two versions of a template differ, in the order of the form. */
export function compareTemplates(
	before: TemplateContent,
	after: TemplateContent,
	names: Names,
): TemplateDifference[] {
	const [left, right] = [wordsOf(before, names), wordsOf(after, names)];
	const fields = Object.keys(left)
		.filter((label) => left[label] !== right[label])
		.map((label) => ({ label, before: left[label] ?? '', after: right[label] ?? '' }));
	const [old, young] = [textLines(before.body), textLines(after.body)];
	if (JSON.stringify(before.body) === JSON.stringify(after.body)) return fields;
	const text = { label: '正文', before: old.join('\n'), after: young.join('\n') };
	return [...fields, { ...text, lines: compareLines(old, young) }];
}

function wordsOf(content: TemplateContent, names: Names): Record<string, string> {
	const { elements } = content;
	const whole = { ...elements, kind: content.kind };
	const list = (values: readonly string[] | undefined) => (values ?? []).join('、');
	return {
		模板名称: content.name,
		文种: content.kind,
		版式: formatOf(whole),
		落款方式: closingOf(whole),
		发文机关标志: content.organMark,
		发文机关署名: content.issuer,
		联合行文机关: list(elements.jointOrgans),
		编号序列: names.series(content.seriesId),
		流程: names.flow(content.flowId),
		标题: elements.title ?? '',
		主送机关: list(elements.mainRecipients),
		抄送机关: list(elements.copyTo),
		印发机关: content.printOrgan ?? '',
		密级: elements.secrecy ?? '公开',
		紧急程度: elements.urgency ?? '平件',
		签发人: list(elements.signers),
		附件说明: list(elements.attachmentNames),
		附注: elements.note ?? '',
		使用说明: content.hint,
	};
}

/** The paragraphs of a text, headings and cells among them. */
export function textLines(node: BodyNode): string[] {
	if (node.type === 'paragraph' || node.type === 'heading') return [plainText(node)];
	return (node.content ?? []).flatMap(textLines);
}

function plainText(node: BodyNode): string {
	if (node.text !== undefined) return node.text;
	return (node.content ?? []).map(plainText).join('');
}

/** Lines of both texts in order: the longest common run stays, the rest went or came. */
function compareLines(
	before: readonly string[],
	after: readonly string[],
): { kind: 'same' | 'gone' | 'new'; text: string }[] {
	const common = before.map(() => after.map(() => 0));
	for (let i = before.length - 1; i >= 0; i--)
		for (let j = after.length - 1; j >= 0; j--) {
			const row = common[i];
			if (row === undefined) continue;
			row[j] =
				before[i] === after[j]
					? 1 + (common[i + 1]?.[j + 1] ?? 0)
					: Math.max(common[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
		}
	const lines: { kind: 'same' | 'gone' | 'new'; text: string }[] = [];
	let [i, j] = [0, 0];
	while (i < before.length || j < after.length) {
		const [old, young] = [before[i], after[j]];
		if (old !== undefined && old === young) {
			lines.push({ kind: 'same', text: old });
			[i, j] = [i + 1, j + 1];
		} else if (
			young === undefined ||
			(old !== undefined && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
		) {
			lines.push({ kind: 'gone', text: old ?? '' });
			i += 1;
		} else {
			lines.push({ kind: 'new', text: young });
			j += 1;
		}
	}
	return lines;
}
