// The measured data, the same on every machine and for every contender: 20,000 customers and
// 100,000 sales lines with Chinese text, as tables of text. Runs in Node and in pages.

export const CUSTOMERS = 20_000;
export const LINES = 100_000;

const CITIES = [
  ["昆明", "云南", "0871"], ["杭州", "浙江", "0571"], ["青岛", "山东", "0532"], ["广州", "广东", "020"],
  ["成都", "四川", "028"], ["武汉", "湖北", "027"], ["西安", "陕西", "029"], ["沈阳", "辽宁", "024"],
  ["南京", "江苏", "025"], ["厦门", "福建", "0592"], ["长沙", "湖南", "0731"], ["郑州", "河南", "0371"],
];
const FIRST = [..."云岭华瑞天源东海新民和兴永安金桥长江泰山恒信立达宏远明德"];
const SECOND = [..."丰盛利通昌顺隆泰祥益成业发展嘉禾宝康联合聚贤众诚光辉"];
const TRADES = ["茶叶", "丝绸", "水产", "五金", "纺织", "食品", "家具", "陶瓷", "玩具", "机电", "服饰", "文具"];
const FORMS = ["有限公司", "进出口公司", "商行", "贸易有限公司", "股份有限公司"];
const COUNTRIES = ["中国", "中国", "中国", "中国", "中国", "中国", "日本", "德国", "美国", "法国"];
/** What is written, and the code that stands for it. */
const STATUSES = [["已交易", "traded"], ["潜在", "prospect"], ["可能交易", "possible"], ["已流失", "lost"]];
const SIZES = [["大型", "large"], ["中型", "medium"], ["小型", "small"], ["微型", "micro"]];
const KINDS = [["生产商", "manufacturer"], ["批发商", "wholesaler"], ["零售商", "retailer"], ["代理商", "agent"], ["最终用户", "end_user"], ["其他", "other"]];
const CODES = new Map([...STATUSES, ...SIZES, ...KINDS, ["中国", "CN"], ["日本", "JP"], ["德国", "DE"], ["美国", "US"], ["法国", "FR"]]);
/** The code of a word in the data. */
export const codeOf = (word) => CODES.get(word);

const SURNAMES = [..."赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"];
const GIVEN = [..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"];
const KEEPERS = ["沈国强", "杨丽华", "于海", "林小燕", "陆建平", "方敏"];
const PRODUCTS = 240;
const CATEGORIES = ["茶叶", "丝绸", "水产", "五金", "纺织", "食品", "家具", "陶瓷", "玩具", "机电", "服饰", "文具"];
const FIRST_DAY = Date.UTC(2021, 0, 1);
const DAYS = 5 * 365;

/** The day on which customers are put into classes. */
export const AS_OF = "2025-12-31";

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const code = (number) => `K-${String(number + 1).padStart(5, "0")}`;
const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const table = (rows) => `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

export const CUSTOMER_HEADER = ["客户编号", "客户名称", "国家", "省份", "城市", "地址", "联系人", "电话", "担当", "注册资本", "交易状态", "规模", "类别", "信用额度"];

/** The cells of all customers, without the header; every name is another. */
export function customerRows(count = CUSTOMERS) {
  const next = random(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  return Array.from({ length: count }, (_, number) => {
    const [city, province, area] = CITIES[number % CITIES.length];
    const at = Math.floor(number / CITIES.length);
    const brand = FIRST[at % FIRST.length] + SECOND[Math.floor(at / FIRST.length) % SECOND.length];
    const trade = TRADES[Math.floor(at / FIRST.length / SECOND.length) % TRADES.length];
    return [
      code(number), `${city}${brand}${trade}${FORMS[number % FORMS.length]}`, pick(COUNTRIES), province, city,
      `${city}市${pick(FIRST)}${pick(SECOND)}路 ${1 + Math.floor(next() * 400)} 号`,
      pick(SURNAMES) + pick(GIVEN) + pick(GIVEN), `${area}-${10_000_000 + Math.floor(next() * 80_000_000)}`,
      pick(KEEPERS), `${1 + Math.floor(next() * 5000)}万元`,
      pick(STATUSES)[0], pick(SIZES)[0], pick(KINDS)[0], `${Math.floor(next() ** 2 * 200)}万元`,
    ];
  });
}

export const LINE_HEADER = ["订单号", "日期", "客户编号", "产品名称", "产品类别", "数量", "单价", "金额", "成本价", "备注"];

/** The cells of all sales lines, without the header; few customers buy much, most buy little. */
export function lineRows(count = LINES, customers = CUSTOMERS) {
  const next = random(11);
  const rows = [];
  for (let number = 0; number < count; number++) {
    const customer = Math.min(customers - 1, Math.floor(next() ** 3 * customers));
    const product = Math.floor(next() * PRODUCTS);
    const category = CATEGORIES[product % CATEGORIES.length];
    const day = new Date(FIRST_DAY + Math.floor(next() * DAYS) * 86_400_000);
    const quantity = 1 + Math.floor(next() * 40);
    const cents = 50 + Math.floor(next() ** 2 * 90_000);
    rows.push([
      `D${String(Math.floor(number / 4) + 1).padStart(6, "0")}`, day.toISOString().slice(0, 10), code(customer),
      `${category} ${String(product + 1).padStart(3, "0")} 号`, category, String(quantity), (cents / 100).toFixed(2),
      (quantity * cents / 100).toFixed(2), (Math.round(cents * (0.5 + next() * 0.6)) / 100).toFixed(2),
      number % 50 === 0 ? `急件，"加急", 第 ${number} 行` : `第 ${number} 行`,
    ]);
  }
  return rows;
}

/** Bytes of a table as files hold them. */
export const csv = (header, rows) => new TextEncoder().encode(table([header, ...rows]));

export const customersCsv = (count) => csv(CUSTOMER_HEADER, customerRows(count));
export const linesCsv = (count, customers) => csv(LINE_HEADER, lineRows(count, customers));
