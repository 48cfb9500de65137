import { onchainTable, primaryKey } from "ponder";

// facts: one row an event
export const transfer = onchainTable("transfer", (t) => ({
  id: t.text().primaryKey(),
  blockNumber: t.bigint().notNull(),
  blockTime: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
  token: t.hex().notNull(),
  sender: t.hex().notNull(),
  recipient: t.hex().notNull(),
  amount: t.bigint().notNull(),
}));

export const tip = onchainTable("tip", (t) => ({
  id: t.text().primaryKey(),
  blockNumber: t.bigint().notNull(),
  blockTime: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
  fan: t.hex().notNull(),
  creator: t.hex().notNull(),
  token: t.hex().notNull(),
  amount: t.bigint().notNull(),
  contentId: t.hex().notNull(),
}));

export const community = onchainTable("community", (t) => ({
  id: t.text().primaryKey(),
  blockNumber: t.bigint().notNull(),
  blockTime: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
  token: t.hex().notNull(),
  creator: t.hex().notNull(),
  name: t.text().notNull(),
  symbol: t.text().notNull(),
}));

export const trade = onchainTable("trade", (t) => ({
  id: t.text().primaryKey(),
  blockNumber: t.bigint().notNull(),
  blockTime: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
  token: t.hex().notNull(),
  trader: t.hex().notNull(),
  isBuy: t.boolean().notNull(),
  quote: t.bigint().notNull(),
  fee: t.bigint().notNull(),
  tokens: t.bigint().notNull(),
}));

// sums: two for each event
export const balance = onchainTable(
  "balance",
  (t) => ({ token: t.hex().notNull(), holder: t.hex().notNull(), amount: t.bigint().notNull() }),
  (table) => ({ pk: primaryKey({ columns: [table.token, table.holder] }) }),
);

export const creatorTips = onchainTable(
  "creator_tips",
  (t) => ({ creator: t.hex().notNull(), token: t.hex().notNull(), amount: t.bigint().notNull() }),
  (table) => ({ pk: primaryKey({ columns: [table.creator, table.token] }) }),
);

export const contentTips = onchainTable(
  "content_tips",
  (t) => ({ contentId: t.hex().notNull(), token: t.hex().notNull(), amount: t.bigint().notNull() }),
  (table) => ({ pk: primaryKey({ columns: [table.contentId, table.token] }) }),
);

export const market = onchainTable("market", (t) => ({
  token: t.hex().primaryKey(),
  volume: t.bigint().notNull(),
  fees: t.bigint().notNull(),
}));

export const trader = onchainTable("trader", (t) => ({
  trader: t.hex().primaryKey(),
  volume: t.bigint().notNull(),
}));
