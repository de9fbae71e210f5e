/** The name of a file as the printed list states it: without its ending. */
export function printedName(name: string): string {
	return name.replace(/\.[A-Za-z0-9]{1,6}$/, '');
}

const pictures: Record<string, string> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
};

/** The type under which a file can be shown in the page, or null: pictures and PDF only. */
export function viewType(name: string): string | null {
	const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	return ending === 'pdf' ? 'application/pdf' : (pictures[ending] ?? null);
}

/** Whether the browser can show the file itself. */
export function canView(name: string): boolean {
	return viewType(name) !== null;
}
