/*
 * Stands in for `re2js` (40 kB gzipped), which Firestore's client needs only to evaluate pipeline
 * expressions in memory. No query here is a pipeline; vite.config.ts points the import to this file.
 */

/** Refuses whatever a pipeline would ask of it. */
export const RE2JS = {
	compile(): never {
		throw new Error('Firestore pipelines are not part of this app');
	},
};
