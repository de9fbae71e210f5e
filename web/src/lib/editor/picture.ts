import { Node } from '@tiptap/core';

/** Gives the address at which a picture's file can be shown; may have to ask for a ticket first. */
export type PictureAddress = (file: string) => string | Promise<string>;

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		picture: {
			/** Puts an uploaded picture at the selection. */
			insertPicture: (picture: { file: string; alt?: string; width?: number }) => ReturnType;
		};
	}
}

/** A picture on its own line; it holds the id of a stored file, never an address or bytes. */
export const Picture = Node.create<{ pictureUrl: PictureAddress | null }>({
	name: 'image',
	group: 'block',
	atom: true,
	draggable: true,
	addOptions() {
		return { pictureUrl: null };
	},
	addAttributes() {
		return {
			file: { default: '', parseHTML: (element) => element.getAttribute('data-file') ?? '' },
			alt: { default: null },
			width: { default: null, parseHTML: (element) => widthOf(element.getAttribute('data-width')) },
		};
	},
	parseHTML() {
		return [{ tag: 'img[data-file]' }];
	},
	renderHTML({ node }) {
		return [
			'img',
			{ 'data-file': String(node.attrs['file']), alt: String(node.attrs['alt'] ?? '') },
		];
	},
	addCommands() {
		return {
			insertPicture:
				({ file, alt, width }) =>
				({ commands }) =>
					commands.insertContent({
						type: this.name,
						attrs: { file, alt: alt ?? null, width: width ?? null },
					}),
		};
	},
	addNodeView() {
		const address = this.options.pictureUrl;
		return ({ node }) => {
			const dom = document.createElement('figure');
			dom.className = 'text-picture';
			const picture = document.createElement('img');
			picture.alt = String(node.attrs['alt'] ?? '');
			picture.draggable = false;
			if (node.attrs['width']) picture.style.width = `${Number(node.attrs['width'])}px`;
			dom.append(picture);
			void showPicture(picture, String(node.attrs['file']), address);
			return { dom };
		};
	},
});

/** A width in CSS pixels that a text may hold, or null. */
function widthOf(words: string | null): number | null {
	const width = Number(words ?? 0);
	return Number.isInteger(width) && width >= 1 && width <= 2000 ? width : null;
}

async function showPicture(
	picture: HTMLImageElement,
	file: string,
	address: PictureAddress | null,
): Promise<void> {
	try {
		const url = await address?.(file);
		if (url) picture.src = url;
		else picture.dataset['missing'] = '';
	} catch {
		picture.dataset['missing'] = '';
	}
}
