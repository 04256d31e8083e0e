// Makes hanzi.txt and traditional.txt; README.md says what they are. Run from any folder:
//   node make_hanzi.mjs kmandarin_8105.py ktghz2013.py TSCharacters.txt
// The first two files are in the PyPI package pypinyin-dict (folder pinyin_data), the third in
// opencc-python-reimplemented. Node needs its full ICU (the default since 13).
import { readFileSync, writeFileSync } from "node:fs";

const [tablePath, readingsPath, opencc] = process.argv.slice(2);
if (!opencc) throw new Error("usage: node make_hanzi.mjs kmandarin_8105.py ktghz2013.py TSCharacters.txt");

const readings = (path) => {
  const entries = readFileSync(path, "utf8").matchAll(/0x([0-9A-F]+): ['"]([^'"]+)['"]/gi);
  return new Map([...entries].map(([, hex, list]) => [String.fromCodePoint(parseInt(hex, 16)), list.split(",")]));
};
const initial = (syllable) => syllable.normalize("NFD").replace(/[^a-z]/g, "")[0];

// 1. Which characters: GB 2312, the standard table of 2013, and what turns up in names beside them.
const EXTRA = "〇囍嚞槑烎羴猋媗姵嫙祐珮琹曌栢碁菓叡陞甦喦嬅珹琍囧豊昇堃喆";
const gbk = new TextDecoder("gbk");
const chosen = new Set(EXTRA);
for (let high = 0xb0; high <= 0xf7; high++)
  for (let low = 0xa1; low <= 0xfe; low++) {
    const char = gbk.decode(Uint8Array.of(high, low));
    if (/^\p{Script=Han}$/u.test(char)) chosen.add(char);
  }
for (const char of readings(tablePath).keys()) chosen.add(char);

// 2. The order, and the first character of each initial letter (喔 and 噢 are both "o").
const { compare } = new Intl.Collator("zh-CN");
const order = [...chosen].sort(compare);
const LETTERS = [..."abcdefghjklmnopqrstwxyz"];
const FIRST = [..."阿八嚓哒妸发旮哈丌咔垃呣拏喔妑七呥仨他穵夕丫帀"];
const lines = new Map(LETTERS.map((letter) => [letter, []]));
for (const char of order) {
  let at = 0;
  while (at + 1 < FIRST.length && compare(char, FIRST[at + 1]) >= 0) at++;
  lines.get(LETTERS[at]).push(char);
}

// 3. Characters the collator files under a reading that is rare, or rare in names: each goes
// behind a character of its usual reading.
const MOVES = [
  ..."长常 重虫 厦下 曾增 翟宅 晟圣 埔浦 咳壳 茄切 陂卑 蕃番 阚看 釐厘 妧万 钭头 薁郁".split(" "),
  ..."𬇙配 芘皮 癿切 𬘭林 溚塔 茋止 楪业 扞赶 唝贡 硊伟 𬭬位 碈民 堲词 㴔西 𬕂公 蔈标".split(" "),
  ..."洓色 袷颊 嶦占 埫宠 䏲叠 瑱振 圫玉 叚假".split(" "),
];
const lineOf = (char) => [...lines.values()].find((line) => line.includes(char));
for (const [char, after] of MOVES.map((pair) => [...pair])) {
  const [from, to] = [lineOf(char), lineOf(after)];
  from.splice(from.indexOf(char), 1);
  to.splice(to.indexOf(after) + 1, 0, char);
}

// 4. Every initial letter a person may type for a character that has several: the line's letter,
// then what the table and the standard dictionary list, then what surnames and places need.
const UNLIKELY = new Set("合g 否p 无m 氏z 识z 句g 戌q 侥y 膻d 尿s 给j 车j 石d 咖g 夹g 唉y 哦e 见x 疟y".split(" "));
const NAMES = [
  ..."单dcs 曾zc 解jx 仇cq 区qo 查cz 乐ly 重cz 长cz 行xh 翟zd 盛sc 贾jg 覃tq 种zc 祭jz 谌cs".split(" "),
  ..."尉wy 万wm 澹dt 厦xs 晟sc 埔pb 陂bp 堡bp 涌yc 番fp 繁fp 泌mb 秘mb 蔚wy 莘sx 歙sx 犍jq 枞cz".split(" "),
  ..."涡wg 阿ae 峙zs 召zs 折zs 宿sx 隗wk 阚kh 俞ys 於yw 郗xc 郄qx 乜mn 佴ne 伽jqg 茄qj 玟wm".split(" "),
  ..."焘td 瑱zt 铤td 柁td 饧xt 芎xq 噱xj 阏ye 窨yx 酂zc 辗zn 椎zc 酢zc 蛤gh 咳khg 傀kg 炔qg 畜cx".split(" "),
  ..."脯fp 辟pb 桲bp 喔ow 呷xg 欹qy 龈yk 坻dc 纥hg 鹘gh 拗an 呒fmw 豉cs 掞sy 玚yc 镐gh".split(" "),
  ..."丌jq 溱qz 耑dz 杓bs 貉hm 傕jq 喦ny 鳜gj 钭td 楪yd 隩ay 薁ya 芘pb 蕃fb 釐lx 嬛hxq 乾qg 粘zn 句jg 参cs 祕mb 剡sy 箐qj 苕st 仡gy".split(" "),
];
const several = new Map();
const add = (char, letters) => {
  const known = several.get(char) ?? [...lines].find(([, line]) => line.includes(char))?.[0] ?? "";
  if (known) several.set(char, [...new Set(known + [...letters].join(""))].join(""));
};
for (const path of [tablePath, readingsPath])
  for (const [char, list] of readings(path))
    add(char, list.map(initial).filter((letter) => letter && !UNLIKELY.has(char + letter)));
for (const [char, ...letters] of NAMES.map((entry) => [...entry])) add(char, letters);
const extra = [...several].filter(([, letters]) => letters.length > 1);

const hanzi = [...lines].map(([letter, line]) => `${letter}\t${line.join("")}\n`).join("");
writeFileSync(new URL("hanzi.txt", import.meta.url), `${hanzi}+\n${extra.map(([char, letters]) => `${char}\t${letters}\n`).join("")}`);

// 5. Traditional characters whose simplified form is among the chosen ones, first form only.
const all = readFileSync(opencc, "utf8")
  .split(/\r?\n/)
  .filter(Boolean)
  .map((line) => line.split(/[\t ]/).slice(0, 2))
  .filter(([from, to]) => from !== to && chosen.has(to) && [...from].length === 1 && [...to].length === 1);
const keys = new Set(all.map(([from]) => from));
const pairs = all.filter(([, to]) => !keys.has(to)).sort(([, a], [, b]) => a.codePointAt(0) - b.codePointAt(0));
writeFileSync(new URL("traditional.txt", import.meta.url), `${pairs.map(([from]) => from).join("")}\n${pairs.map(([, to]) => to).join("")}\n`);
console.log(`${chosen.size} characters, ${extra.length} with several initials, ${pairs.length} traditional`);
