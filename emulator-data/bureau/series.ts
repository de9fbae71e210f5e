/** A number series (发文字号) of the sample bureau. */
export interface SampleSeries {
	id: string;
	/** 机关代字. */
	code: string;
	name: string;
}

/** Number series; each counts from 1 in every year. */
export const series: SampleSeries[] = [
	{ id: 'ybf', code: '云医保发', name: '市医保局发文' },
	{ id: 'ybh', code: '云医保函', name: '市医保局函' },
	{ id: 'ybb', code: '云医保办', name: '市医保局办公室发文' },
	{ id: 'ybj', code: '云医保纪', name: '市医保局会议纪要' },
	{ id: 'incoming', code: '云医保收', name: '收文登记' },
];
