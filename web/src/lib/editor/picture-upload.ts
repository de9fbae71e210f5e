/** Uploads a picture and says under which file id it is stored; throws when it fails. */
export type PictureUpload = (file: File) => Promise<{ fileId: string; alt?: string }>;
