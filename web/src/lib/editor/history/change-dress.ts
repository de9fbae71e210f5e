import { dayAndTime } from '#lib/platform/dates.ts';
import type { Dress } from '../dress.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { personColour, personName } from './person-look.ts';

const STAMPS = ['sgIns', 'sgDel', 'sgBrkIns', 'sgBrkDel'] as const;

interface ChangeStamp {
	id: string;
	by: string;
	at: string;
}

/** Shows the changes of a comparison in the colours of those who made them. */
export function changeDress(isKept: (by: string) => boolean, chosen: string | null): Dress {
	return (node) => {
		const stamp = stampOf(node);
		if (!stamp) return null;
		const who = stamp.by || null;
		const at = stamp.at ? ` ${dayAndTime(new Date(Number(stamp.at)))}` : '';
		const off = !isKept(stamp.by);
		return {
			'data-change': stamp.id,
			style: `--trace:${personColour(who)}`,
			class: [off && 'trace-off', stamp.id === chosen && 'trace-chosen'].filter(Boolean).join(' '),
			...(!off && { title: personName(who) + at }),
		};
	};
}

/** The change that words or a block carry; null when they carry none. */
function stampOf(node: BodyNode): ChangeStamp | null {
	const mark = node.marks?.find(({ type }) => ['ins', 'del', 'fmt'].includes(type))?.attrs;
	if (mark) return { id: String(mark['id']), by: String(mark['by']), at: String(mark['at']) };
	for (const key of STAMPS) {
		const value = node.attrs?.[key];
		if (typeof value !== 'string') continue;
		const [id = '', by = '', at = ''] = value.split('|');
		return { id, by, at };
	}
	const before = node.attrs?.['sgMod'];
	return typeof before === 'string' ? (JSON.parse(before) as ChangeStamp) : null;
}
