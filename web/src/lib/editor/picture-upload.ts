/** Uploads a picture and says under which file id it is stored; throws when it fails. */
export type PictureUpload = (file: File) => Promise<{ fileId: string; alt?: string }>;

/** Uploads pictures one after the other and hands on each that arrived; tells the names of the others. */
export async function uploadPictures(
	files: readonly File[],
	upload: PictureUpload,
	taken: (picture: { file: string; alt: string }) => void,
	failed: (name: string) => void,
): Promise<void> {
	for (const file of files) {
		try {
			const { fileId, alt } = await upload(file);
			taken({ file: fileId, alt: alt ?? file.name });
		} catch {
			failed(file.name);
		}
	}
}
