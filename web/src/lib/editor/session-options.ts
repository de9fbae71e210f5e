import type { Firestore } from 'firebase/firestore';
import type { PictureAddress } from './picture.ts';
import type { PictureUpload } from './picture-upload.ts';

/** How suggestions are shown: 清稿, 花脸稿, 原稿. */
export type TextView = 'final' | 'marked' | 'original';

/** What a session needs. */
export interface SessionOptions {
	/** With a memory cache (`memoryLocalCache`). */
	db: Firestore;
	documentId: string;
	/** The signed-in person; the name as in their access document. */
	person: { uid: string; name: string };
	/** Name of anybody by uid, from the directory. */
	nameOf: (uid: string) => string;
	/** Unit and post (岗位) of anybody by uid, from the directory. */
	postOf?: (uid: string) => string;
	/** Readers of the text that answer typed letters, to be mentioned. */
	findReaders?: (typed: string) => { uid: string; name: string; post: string }[];
	/** Tells those whom an annotation mentions. */
	onMention?: (annotationId: string) => void;
	pictureUrl?: PictureAddress | undefined;
	onPicture?: PictureUpload | undefined;
	/** Told of pictures that a paste could not take over, or that could not be uploaded. */
	onPicturesLost?: ((lost: { pasted: number } | { failed: string }) => void) | undefined;
	/** STUN and TURN servers for direct links; none are needed inside one network. */
	iceServers?: RTCIceServer[] | undefined;
	/** Asks the server to fold a long log. */
	onLongTail?: (() => Promise<unknown>) | undefined;
	/** Keeps the person from writing although the rules would allow it (looking at an old version …). */
	readOnly?: boolean;
}
