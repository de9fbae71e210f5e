import type { Attachment } from 'svelte/attachments';

/** Where a floating box stands against its anchor. */
export interface Placement {
	align?: 'start' | 'end';
	side?: 'bottom' | 'top' | 'right';
	/** At least as wide as the anchor. */
	matchWidth?: boolean;
	/** Distance in pixels. */
	gap?: number;
}

/**
 * Moves a box out to the page, or to the dialog it belongs to, and keeps it beside its anchor: flipped when
 * there is no room, pushed in at the edges, moved with every scroll.
 */
export function anchored(
	anchor: () => HTMLElement | undefined,
	{ align = 'start', side = 'bottom', matchWidth = false, gap = 4 }: Placement = {},
): Attachment<HTMLElement> {
	return (box) => {
		const from = anchor();
		if (!from) return;
		const home = from.closest('dialog') ?? document.querySelector('main') ?? document.body;
		home.append(box);
		Object.assign(box.style, { position: 'fixed', zIndex: '60', left: '0', top: '0' });
		const place = () => {
			const at = from.getBoundingClientRect();
			if (matchWidth) box.style.minWidth = `${String(at.width)}px`;
			const { width, height } = box.getBoundingClientRect();
			let left = align === 'end' ? at.right - width : at.left;
			let top = at.bottom + gap;
			if (side === 'right') {
				left = at.right + gap;
				top = at.top;
			} else if (side === 'top' || (top + height > innerHeight - 8 && at.top - gap - height > 8))
				top = at.top - gap - height;
			left = Math.max(8, Math.min(left, innerWidth - width - 8));
			top = Math.max(8, Math.min(top, innerHeight - height - 8));
			// A container or a moving dialog may be the origin of fixed boxes: measure where zero lies.
			box.style.left = box.style.top = '0';
			const zero = box.getBoundingClientRect();
			box.style.left = `${String(Math.round(left - zero.left))}px`;
			box.style.top = `${String(Math.round(top - zero.top))}px`;
		};
		place();
		const sizes = new ResizeObserver(place);
		sizes.observe(box);
		addEventListener('scroll', place, { capture: true, passive: true });
		addEventListener('resize', place);
		return () => {
			sizes.disconnect();
			removeEventListener('scroll', place, { capture: true });
			removeEventListener('resize', place);
			box.remove();
		};
	};
}

/** Closes something on a press outside `inside()` and on Esc, which goes no further. */
export function dismissable(
	inside: () => (HTMLElement | undefined)[],
	close: () => void,
): Attachment {
	return () => {
		const press = (event: PointerEvent) => {
			const target = event.target as Node;
			if (!inside().some((element) => element?.contains(target))) close();
		};
		const key = (event: KeyboardEvent) => {
			if (event.key !== 'Escape') return;
			event.preventDefault();
			event.stopPropagation();
			close();
		};
		document.addEventListener('pointerdown', press, true);
		document.addEventListener('keydown', key, true);
		return () => {
			document.removeEventListener('pointerdown', press, true);
			document.removeEventListener('keydown', key, true);
		};
	};
}

/** Whether a key belongs to an input method that is composing; Safari says so by code 229 only. */
export function isComposing(event: KeyboardEvent): boolean {
	return event.isComposing || event.keyCode === 229;
}
