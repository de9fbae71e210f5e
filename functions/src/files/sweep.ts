import { db } from '../platform/firebase.ts';
import { blobs } from './blobs.ts';

const DAY = 24 * 3_600_000;
const PER_RUN = 200;

/** Removes uploads that were begun more than a day ago and never finished. */
export async function sweepUploads(now: Date): Promise<void> {
	const stale = await db
		.collection('files')
		.where('state', '==', 'sending')
		.where('createdAt', '<', new Date(now.getTime() - DAY))
		.limit(PER_RUN)
		.get();
	for (const file of stale.docs) {
		await blobs.remove(file.id);
		await file.ref.delete();
	}
}
