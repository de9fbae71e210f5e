/** Numbers that belong to the words of a heading or an article, not to a list. */
const WRITTEN = /^(?:[（(]?[一二三四五六七八九十百]+[、）)]|[（(]\d+[）)]|第.{1,4}[章节条])/;

/** A list being built from paragraphs. */
interface Open {
	list: HTMLElement;
	level: number;
}

/**
 * Turns what Word and WPS write as paragraphs with a drawn bullet or number into lists. Chinese numbers
 * (一、 （一） 第一条) are kept as words, as they are written here.
 */
export function makeLists(root: HTMLElement): void {
	let open: Open[] = [];
	for (const line of root.querySelectorAll<HTMLElement>('[style*="mso-list"]')) {
		const drawn = line.querySelector('[style*="Ignore" i]');
		if (!drawn || !/^(P|H\d|DIV)$/.test(line.tagName)) continue;
		const marker = (drawn.textContent ?? '').replace(/\s/g, '');
		if (WRITTEN.test(marker)) {
			drawn.replaceWith(marker);
			continue;
		}
		drawn.remove();
		if (/^H\d$/.test(line.tagName)) continue;
		if (line.previousElementSibling !== open[0]?.list) open = [];
		addItem(line, open, /^[(（]?[0-9a-z]/i.test(marker) ? 'ol' : 'ul');
	}
}

function addItem(line: HTMLElement, open: Open[], kind: 'ol' | 'ul'): void {
	const level = Number(/level(\d)/i.exec(line.getAttribute('style') ?? '')?.[1] ?? 1);
	while ((open.at(-1)?.level ?? 0) > level && open.length > 1) open.pop();
	let last = open.at(-1);
	if (!last || last.level < level) {
		const list = line.ownerDocument.createElement(kind);
		if (last) last.list.lastElementChild?.append(list);
		else line.before(list);
		last = { list, level };
		open.push(last);
	}
	const item = line.ownerDocument.createElement('li');
	last.list.append(item);
	const paragraph = line.ownerDocument.createElement('p');
	paragraph.append(...line.childNodes);
	item.append(paragraph);
	line.remove();
}
