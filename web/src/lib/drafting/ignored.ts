const prefix = 'wenshu.drafting.';
/** Most findings remembered of one document. */
const MOST = 300;

/** The keys of findings that were ignored in a document on this device. */
export function ignoredFindings(documentId: string): Set<string> {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(prefix + documentId) ?? '[]');
		return new Set(Array.isArray(kept) ? kept.map(String) : []);
	} catch {
		// Somebody else's value, or a device that keeps nothing: nothing is ignored.
		return new Set();
	}
}

/** Keeps them; on a device that keeps nothing they are forgotten with the page. */
export function keepIgnored(documentId: string, keys: ReadonlySet<string>): void {
	try {
		if (keys.size === 0) localStorage.removeItem(prefix + documentId);
		else localStorage.setItem(prefix + documentId, JSON.stringify([...keys].slice(-MOST)));
	} catch {
		// Storage is full or forbidden.
	}
}
