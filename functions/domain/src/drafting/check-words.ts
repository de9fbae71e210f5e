import type { Pattern } from './patterns.ts';

/** Words that are often typed wrongly, with the right ones. A short list of sure cases. */
const WRONG: Record<string, string> = {
	布署: '部署',
	既使: '即使',
	按装: '安装',
	按排: '安排',
	帐户: '账户',
	帐目: '账目',
	座落: '坐落',
	做为: '作为',
	复盖: '覆盖',
	通迅: '通讯',
	松驰: '松弛',
	迫不急待: '迫不及待',
	再接再励: '再接再厉',
	因地治宜: '因地制宜',
	一愁莫展: '一筹莫展',
	穿流不息: '川流不息',
	侯选: '候选',
	倍受关注: '备受关注',
	渡假: '度假',
	精减机构: '精简机构',
	相形见拙: '相形见绌',
	甘败下风: '甘拜下风',
	责无旁代: '责无旁贷',
	即然: '既然',
	己经: '已经',
};

/** Wrong and doubled words (条例 Art. 20(4)). */
export const wordPatterns: readonly Pattern[] = [
	{
		rule: 'wrongWord',
		find: new RegExp(`()(${Object.keys(WRONG).join('|')})`, 'gu'),
		right: (words) => WRONG[words],
		tables: true,
	},
	{
		// 截止 names the moment something ends; with a date before the facts it is 截至.
		rule: 'wrongWord',
		find: /(^|[，。；：（])(截止)(?=到?(?:目前|\d{4}年|\d{1,2}月|今年|去年))/gu,
		right: () => '截至',
	},
	{
		rule: 'repeatedWord',
		find: /()(的的|了了|和和|及及|与与)(?!确)/gu,
		right: ([word = '']) => word,
	},
	{
		rule: 'placeholder',
		find: /()([×Xx＊*]{3,}|请在此写明[^。\n]*。?|【[^】\n]*(?:填写|待定|待补)[^】\n]*】)/gu,
		tables: true,
	},
];
