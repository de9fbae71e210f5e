import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { setGlobalOptions } from 'firebase-functions/v2';

// Imported first by every entry: options set later would miss functions already evaluated.
setGlobalOptions({ region: 'asia-east1', maxInstances: 20 });

const app = initializeApp();

/** The Firestore of this project. */
export let db = getFirestore(app);
db.settings({ ignoreUndefinedProperties: false });

/** Lets everything in this process work on another store; the loader of the sample bureau does. */
export function workOn(store: Firestore): void {
	db = store;
}

/** The accounts of this project. */
export const auth = getAuth(app);
