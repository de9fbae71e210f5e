import type { Elements } from '@wenshu/domain/document/model.ts';
import { m } from './drafting-messages.ts';

/** Brings the field of an element into view and gives it the keyboard; it is known by its label. */
export function showElement(element: keyof Elements): void {
	const names: Partial<Record<keyof Elements, string>> = {
		title: m.elementTitle,
		kind: m.elementKind,
		mainRecipients: m.elementMain,
		copyTo: m.elementCopy,
		attachmentNames: m.elementAttachments,
		note: m.elementNote,
		signers: m.elementSigners,
	};
	const name = names[element];
	if (name === undefined) return;
	requestAnimationFrame(() => {
		const label = [...document.querySelectorAll('label')].find(
			// Behind the name stand the mark and words of what is demanded.
			(each) => each.firstChild?.textContent?.trim() === name,
		);
		label?.closest('details')?.setAttribute('open', '');
		label?.scrollIntoView({ block: 'center' });
		label?.control?.focus();
	});
}
