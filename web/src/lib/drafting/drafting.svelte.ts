import { cleanBody } from '@wenshu/domain/document/body.ts';
import type { Elements, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { unitsBelow } from '@wenshu/domain/drafting/below.ts';
import type { Draft, Finding } from '@wenshu/domain/drafting/finding.ts';
import { findingKey } from '@wenshu/domain/drafting/finding.ts';
import { untrack } from 'svelte';
import type { Workspace } from '../documents/workspace.svelte.ts';
import type { EditorSession } from '../editor/editor-session.svelte.ts';
import { directory } from '../platform/directory.svelte.ts';
import { FindingMarks } from './finding-marks.ts';
import { fixTransaction, placeOfFinding } from './fix-text.ts';
import { ignoredFindings, keepIgnored } from './ignored.ts';

/** Pause after the last change before the draft is checked, in milliseconds. */
const PAUSE = 600;

/** The drafting checks (拟稿检查) of one open document: what they find, and what is done about it. */
export class Drafting {
	readonly #workspace: Workspace;
	readonly #session: EditorSession;
	readonly #marks = new FindingMarks();
	#findings = $state.raw<readonly Finding[] | null>(null);
	#ignored = $state.raw<ReadonlySet<string>>(new Set());
	#chosen = $state.raw<Finding | null>(null);
	#failed = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(workspace: Workspace, session: EditorSession) {
		this.#workspace = workspace;
		this.#session = session;
		this.#ignored = ignoredFindings(workspace.id);
	}

	/** What was found and is not ignored; null until the first check is done. */
	readonly findings = $derived.by(
		() => this.#findings?.filter((one) => !this.isIgnored(one)) ?? null,
	);
	/** How many findings were ignored on this device. */
	readonly ignoredCount = $derived.by(
		() => this.#findings?.filter((one) => this.isIgnored(one)).length ?? 0,
	);
	/** Whether the last check could not run. */
	get failed(): boolean {
		return this.#failed;
	}
	/** The finding shown last. */
	get chosen(): Finding | null {
		return this.#chosen;
	}
	/** Whether the text may be put right here. */
	get mayFixText(): boolean {
		return this.#session.mode !== 'read' && this.#session.view !== 'original';
	}

	/** Whether this finding can be put right with one press, by this person, now. */
	mayFix({ fix }: Finding): boolean {
		if (!fix) return false;
		return fix.kind === 'element' ? this.#workspace.mayEdit : this.mayFixText;
	}

	/** Whether somebody ignored it on this device; what the regulation forbids cannot be. */
	isIgnored(finding: Finding): boolean {
		return finding.severity !== 'block' && this.#ignored.has(findingKey(finding));
	}

	/** Follows the document as it is typed, in an effect; the check runs in a quiet moment. */
	follow(): void {
		// Serves the text, a live thing outside of Svelte.
		$effect(() => {
			const draft = this.#draft();
			if (draft === null) return;
			clearTimeout(this.#timer);
			this.#timer = setTimeout(() => void this.#check(draft), PAUSE);
			return () => {
				clearTimeout(this.#timer);
			};
		});
		// Serves the editor, which shows where the findings are.
		$effect(() => {
			const shown = this.findings ?? [];
			const chosen = this.#chosen;
			// What the editor reads on the way must not make this run again.
			untrack(() => {
				const { editor } = this.#session.handle;
				if (editor) this.#marks.show(editor, shown, chosen);
			});
		});
	}

	/** Checks again after a failure. */
	retry(): void {
		const draft = this.#draft();
		if (draft) void this.#check(draft);
	}

	/** Points at a finding in the text; false when it stands elsewhere or its words are gone. */
	show(finding: Finding): boolean {
		this.#chosen = finding;
		if ('element' in finding.where) return false;
		if (this.#session.view === 'original') this.#session.view = 'marked';
		const { editor } = this.#session.handle;
		const place = editor && placeOfFinding(editor.state.doc, finding);
		if (!editor || !place) return false;
		editor.commands.setTextSelection(place);
		// A selection is seen where the focus is; on phones that would raise the keyboard over the words.
		if (editor.isEditable && matchMedia('(pointer: fine)').matches) editor.view.focus();
		requestAnimationFrame(() => {
			const { node } = editor.view.domAtPos(place.from);
			const element = node instanceof Element ? node : node.parentElement;
			element?.scrollIntoView({ block: 'center', behavior: 'smooth' });
		});
		return true;
	}

	/** Puts findings right: the words in one edit that one undo takes back, the elements by themselves. */
	fix(findings: readonly Finding[]): void {
		const { editor } = this.#session.handle;
		const ours = findings.filter((one) => this.mayFix(one));
		for (const { fix } of ours)
			if (fix?.kind === 'element') this.#workspace.drafts.set(fix.element, fix.value);
		const words = ours.filter(({ fix }) => fix?.kind !== 'element');
		const tr = editor && words.length > 0 ? fixTransaction(editor.state, words) : null;
		if (tr) editor?.view.dispatch(tr);
		void this.#workspace.drafts.flush();
	}

	/** Ignores a finding on this device, as long as its words stay the same. */
	ignore(finding: Finding): void {
		this.#ignored = new Set([...this.#ignored, findingKey(finding)]);
		keepIgnored(this.#workspace.id, this.#ignored);
	}
	/** Shows again what was ignored. */
	restore(): void {
		this.#ignored = new Set();
		keepIgnored(this.#workspace.id, this.#ignored);
	}

	#draft(): Draft | null {
		const { document, drafts } = this.#workspace;
		const { body, suggestions, annotations, phase } = this.#session;
		if (!document || !body || phase !== 'open' || document.frozen) return null;
		return {
			elements: elementsOf(document, (field) => drafts.get(field)),
			issuer: document.issuer,
			body,
			status: document.status,
			...unitsBelow(directory.units),
			suggestions: suggestions.length,
			notes: annotations.threads.filter((thread) => !thread.resolved).length,
		};
	}

	async #check(draft: Draft): Promise<void> {
		try {
			const { checkDraft } = await import('@wenshu/domain/drafting/check-draft.ts');
			await quiet();
			this.#findings = checkDraft({ ...draft, body: cleanBody(draft.body) });
			this.#failed = false;
		} catch {
			this.#failed = true;
		}
	}
}

/** The elements as they are being typed. */
function elementsOf(
	{ elements }: OfficialDocument,
	get: (field: keyof Elements) => unknown,
): Elements {
	const fields = Object.keys(elements) as (keyof Elements)[];
	return Object.fromEntries(fields.map((field) => [field, get(field)])) as unknown as Elements;
}

/** A moment in which nobody types; Safari knows no idle moments. */
function quiet(): Promise<void> {
	return new Promise((resolve) => {
		if ('requestIdleCallback' in window)
			requestIdleCallback(
				() => {
					resolve();
				},
				{ timeout: 1000 },
			);
		else setTimeout(resolve, 0);
	});
}
