import { Extension } from '@tiptap/core';
import type { Plugin } from '@tiptap/pm/state';
import { yCursorPlugin } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';

interface CursorOptions {
	awareness: Awareness | null;
	/** Name by uid; what a client says about itself is only the fallback. */
	nameOf: ((uid: string) => string) | null;
}

/** Cursors and selections of the others, each with a name. */
export const Cursors = Extension.create<CursorOptions>({
	name: 'cursors',
	addOptions() {
		return { awareness: null, nameOf: null };
	},
	addProseMirrorPlugins(): Plugin[] {
		const { awareness, nameOf } = this.options;
		if (!awareness) return [];
		const cursorBuilder = (person: Person): HTMLElement => drawCursor(person, nameOf);
		return [yCursorPlugin(awareness, { cursorBuilder, selectionBuilder: drawSelection }) as Plugin];
	},
});

interface Person {
	uid?: string;
	name: string;
	color: string;
}

function drawCursor(person: Person, nameOf: CursorOptions['nameOf']): HTMLElement {
	const cursor = document.createElement('span');
	cursor.className = 'text-cursor';
	cursor.style.setProperty('--person', person.color);
	cursor.dataset['name'] = person.uid && nameOf ? nameOf(person.uid) : person.name;
	cursor.setAttribute('aria-hidden', 'true');
	return cursor;
}

function drawSelection(person: Person): { class: string; style: string } {
	return { class: 'text-selection', style: `background-color: ${person.color}2e` };
}
