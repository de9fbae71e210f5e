import { contentOf, templateContentSchema } from '@wenshu/domain/document/template.ts';
import type { Template } from '@wenshu/domain/document/model.ts';
import type { TemplateContent } from '@wenshu/domain/document/template.ts';
import { openPreview, printed, type Preview, type RawPreview } from '../documents/paper.ts';
import { send } from '../organisation/send.ts';
import { callable } from '../platform/callables.ts';

const setPages = callable<{ content: object }, unknown>('templatePage');

/** Sets the pages of a template that is being made. Throws PaperError. */
export async function templatePages(content: object): Promise<Preview> {
	return openPreview(await printed<RawPreview>(setPages({ content })));
}

/** Keeps a content as the next version. */
export function saveTemplate(
	id: string,
	input: { content: TemplateContent; note: string; base: number; publish: boolean },
): ReturnType<typeof send<{ version: number; published: number }>> {
	return send<{ version: number; published: number }>('template/save', id, input);
}

export function publishVersion(id: string, version: number): ReturnType<typeof send> {
	return send('template/publish', id, { version });
}

export function disableTemplate(id: string, disabled: boolean): ReturnType<typeof send> {
	return send('template/disable', id, { disabled });
}

/** Puts the templates in this order. */
export function orderTemplates(ids: readonly string[]): ReturnType<typeof send> {
	return send('template/order', 'order', { ids });
}

const FORMAT = 'wenshu-template';

/** Hands a template out as a file that another installation can take. */
export function exportTemplate(template: Template): void {
	const file = { format: FORMAT, content: contentOf(template) };
	const text = `${JSON.stringify(file, null, '\t')}\n`;
	const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
	const link = document.createElement('a');
	link.href = address;
	link.download = `${template.name}.json`;
	link.click();
	setTimeout(() => {
		URL.revokeObjectURL(address);
	}, 1000);
}

/** What an import read, until the page of the new template takes it. */
let waiting: TemplateContent | null = null;

/** Reads a file as a template; null where it is none. */
export async function readTemplateFile(file: File): Promise<TemplateContent | null> {
	if (file.size > 4 * 1024 * 1024) return null;
	try {
		const read = JSON.parse(await file.text()) as { format?: unknown; content?: unknown };
		const parsed = templateContentSchema.safeParse(read.content);
		waiting = read.format === FORMAT && parsed.success ? parsed.data : null;
	} catch {
		// What is not JSON is no template either.
		waiting = null;
	}
	return waiting;
}

/** The template that was read last, once. */
export function takeImported(): TemplateContent | null {
	const taken = waiting;
	waiting = null;
	return taken;
}
