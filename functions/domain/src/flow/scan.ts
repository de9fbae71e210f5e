/** The scan of what was decided on paper (代录), as the trail keeps it: the file's name and id. */
export interface Scan {
	name: string;
	fileId: string;
}

/** Words for the trail that name a scan; at most 200 characters. */
export function scanWords({ name, fileId }: Scan): string {
	return `${name.slice(0, 199 - fileId.length - 1)}#${fileId}`;
}

/** The scan that a trail entry's note names, or null. */
export function scanOf(note: string | null): Scan | null {
	const found = /原件：(.+)#([A-Za-z0-9_-]+)$/.exec(note ?? '');
	const [, name, fileId] = found ?? [];
	return name !== undefined && fileId !== undefined ? { name, fileId } : null;
}
