import type { DueTone } from '../platform/dates.ts';

/** How a deadline is coloured; the words say the same. */
export const dueTones: Record<DueTone, string> = {
	over: 'font-medium text-seal',
	soon: 'font-medium text-warn',
	ok: 'text-ink-2',
};
