import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import type { BodyNode } from './body.ts';
import { bodySchema } from './body-check.ts';
import { refuseStateSecrets } from './elements.ts';
import { templateSchema, type Template } from './model.ts';

/**
 * Templates are versioned: every save makes `templates/{id}/versions/{n}`, which nothing changes any more; the
 * head `templates/{id}` holds what drafters begin with, the published version. A document keeps what it began
 * with.
 */

/** What a person makes of a template; everything else the server knows. */
export const templateContentSchema = templateSchema
	.omit({ id: true, order: true, disabled: true, version: true, published: true, changed: true })
	.extend({ body: bodySchema });
export type TemplateContent = z.infer<typeof templateContentSchema>;

/** `templates/{id}/versions/{n}`: a template as it was saved, by whom and why. */
export interface TemplateVersion {
	version: number;
	content: TemplateContent;
	note: string;
	at: Date;
	by: string;
	byName: string;
	/** When it was given to drafters; null while it is a draft or where it never was. */
	publishedAt: Date | null;
}

/** What the page of a template sends. */
export const templateInputs = {
	save: z.object({
		content: templateContentSchema,
		/** What was changed, in a few words. */
		note: z.string().trim().max(200),
		/** The version the person began from; 0 for a new template. */
		base: z.number().int().min(0),
		/** Whether drafters get it at once. */
		publish: z.boolean(),
	}),
	publish: z.object({ version: z.number().int().min(1) }),
	disable: z.object({ disabled: z.boolean() }),
	order: z.object({ ids: z.array(z.string().max(128)).min(1).max(300) }),
};

/** The version saved last; templates from before versions count as the first. */
export function latestOf(template: Pick<Template, 'version'> | null): number {
	return template === null ? 0 : (template.version ?? 1);
}

/** The version that drafters get; 0 where none was published yet. */
export function publishedOf(template: Pick<Template, 'version' | 'published'>): number {
	return template.published ?? latestOf(template);
}

/** Whether drafters may begin from it. */
export function isOffered(template: Template): boolean {
	return !template.disabled && publishedOf(template) > 0;
}

/** The content of a template's head. */
export function contentOf(template: Template): TemplateContent {
	const { id, order, disabled, version, published, changed, ...content } = template;
	void [id, order, disabled, version, published, changed];
	return { ...content, body: content.body as unknown as BodyNode };
}

/** Whether a template may be saved: state secrets never, and only over the version that was seen. */
export function decideSave(
	before: Template | null,
	input: { content: TemplateContent; base: number },
): Decision<number> {
	const { name, elements, organMark, hint } = input.content;
	const clean = refuseStateSecrets([name, elements.title ?? '', organMark, hint]);
	if (!clean.ok) return clean;
	const latest = latestOf(before);
	if (latest !== input.base)
		return refuse('template/changed', { name: before?.changed?.byName ?? '他人' });
	return grant(latest + 1);
}

/** What fills the placeholders of a template when a document is begun. */
export interface PlaceholderValues {
	/** 年度, 日期 (2026年11月27日), 拟稿人, 拟稿单位, 发文机关. */
	[name: string]: string;
}

/** Placeholders that are filled when drafting begins, with what stands for them. */
export const placeholders = {
	年度: '起草时的年份，如 2026',
	日期: '起草当天，如 2026年11月27日',
	拟稿人: '拟稿人姓名',
	拟稿单位: '拟稿人所在单位',
	发文机关: '发文机关署名',
} as const;

/** Words with their known placeholders filled; unknown ones stay for the drafter. */
export function fillWords(words: string, values: PlaceholderValues): string {
	return words.replace(/\{([^{}\s]{1,12})\}/gu, (whole, name: string) => values[name] ?? whole);
}

/** A text with its known placeholders filled. Marks stay as they are; a placeholder lies in one run of text. */
export function fillBody(body: BodyNode, values: PlaceholderValues): BodyNode {
	const filled: BodyNode = { ...body };
	if (body.text !== undefined) filled.text = fillWords(body.text, values);
	if (body.content !== undefined)
		filled.content = body.content.map((node) => fillBody(node, values));
	return filled;
}

/** Placeholders in braces that nothing will fill, each once: typing errors of the maker. */
export function unknownPlaceholders(texts: readonly string[]): string[] {
	const found = texts.flatMap((text) => [...text.matchAll(/\{([^{}\s]{1,12})\}/gu)]);
	const names = found.map(([, name = '']) => name).filter((name) => !(name in placeholders));
	return [...new Set(names)];
}
