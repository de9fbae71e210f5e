import { moduleMenu } from 'virtual:module-menu';
import { say, type Pair } from '../platform/messages.ts';

/** Kinds of matters that have no module of their own in the registry. */
export const ownKinds: Record<string, Pair> = {
	leave: ['人事请假', 'Leave'],
	meeting: ['会议', 'Meetings'],
	procurement: ['采购', 'Procurement'],
	petition: ['信访', 'Petitions'],
	institution: ['机构管理', 'Institutions'],
	treatment: ['待遇保障', 'Benefits'],
	seal: ['用印', 'Seals'],
	supplies: ['办公用品', 'Supplies'],
	expense: ['经费', 'Expenses'],
};

/** The kind of a matter in words. */
export function moduleName(id: string): string {
	const known = ownKinds[id] ?? moduleMenu.find((entry) => entry.id === id)?.label;
	return say(known ?? ['其他事项', 'Other matters']);
}
