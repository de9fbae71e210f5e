import * as Y from 'yjs';

/** Names of nodes and marks that this client's editor knows. */
export interface Vocabulary {
	nodes: ReadonlySet<string>;
	marks: ReadonlySet<string>;
}

/**
 * Whether an update brings nodes or marks that this client does not know. The editor's binding would
 * delete what it cannot show, for everybody; so such an update must never reach it.
 */
export function isForeign(update: Uint8Array, vocabulary: Vocabulary): boolean {
	return Y.decodeUpdate(update).structs.some((struct) => {
		if (!(struct instanceof Y.Item)) return false;
		const { content } = struct;
		if (content instanceof Y.ContentType)
			return content.type instanceof Y.XmlElement && !vocabulary.nodes.has(content.type.nodeName);
		if (!(content instanceof Y.ContentFormat)) return false;
		return !vocabulary.marks.has(content.key.replace(/--[a-zA-Z0-9+/=]{8}$/, ''));
	});
}
