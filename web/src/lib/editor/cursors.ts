import { Extension } from '@tiptap/core';
import { yCursorPlugin } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';

/** Cursors and selections of the others, each with a name. */
export const Cursors = Extension.create<{ awareness: Awareness | null }>({
	name: 'cursors',
	addOptions() {
		return { awareness: null };
	},
	addProseMirrorPlugins() {
		const { awareness } = this.options;
		return awareness
			? [yCursorPlugin(awareness, { cursorBuilder: drawCursor, selectionBuilder: drawSelection })]
			: [];
	},
});

interface Person {
	name: string;
	color: string;
}

function drawCursor(person: Person): HTMLElement {
	const cursor = document.createElement('span');
	cursor.className = 'text-cursor';
	cursor.style.setProperty('--person', person.color);
	cursor.dataset['name'] = person.name;
	cursor.setAttribute('aria-hidden', 'true');
	return cursor;
}

function drawSelection(person: Person): { class: string; style: string } {
	return { class: 'text-selection', style: `background-color: ${person.color}2e` };
}
