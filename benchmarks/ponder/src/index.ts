import { ponder } from "ponder:registry";
import {
  balance, community, contentTips, creatorTips, market, tip, trade, trader, transfer,
} from "ponder:schema";
import { zeroAddress } from "viem";

const placeOf = (event: any) => ({
  id: event.id,
  blockNumber: event.block.number,
  blockTime: event.block.timestamp,
  transactionHash: event.transaction.hash,
});

ponder.on("CommunityToken:Transfer", async ({ event, context }) => {
  const { from, to, value } = event.args as any;
  const token = event.log.address;
  await context.db
    .insert(transfer)
    .values({ ...placeOf(event), token, sender: from, recipient: to, amount: value });
  for (const [holder, amount] of [[from, -value], [to, value]]) {
    if (holder === zeroAddress) continue;
    await context.db
      .insert(balance)
      .values({ token, holder, amount })
      .onConflictDoUpdate((row) => ({ amount: row.amount + amount }));
  }
});

ponder.on("Tips:TipSent", async ({ event, context }) => {
  const { fan, creator, token, amount, contentId } = event.args as any;
  await context.db.insert(tip).values({ ...placeOf(event), fan, creator, token, amount, contentId });
  await context.db
    .insert(creatorTips)
    .values({ creator, token, amount })
    .onConflictDoUpdate((row) => ({ amount: row.amount + amount }));
  await context.db
    .insert(contentTips)
    .values({ contentId, token, amount })
    .onConflictDoUpdate((row) => ({ amount: row.amount + amount }));
});

ponder.on("CommunityMarket:CommunityCreated", async ({ event, context }) => {
  const { token, creator, name, symbol } = event.args as any;
  await context.db.insert(community).values({ ...placeOf(event), token, creator, name, symbol });
});

const traded = async (event: any, context: any, who: string, isBuy: boolean, quote: bigint, tokens: bigint) => {
  const { token, fee } = event.args;
  const volume = isBuy ? quote : quote + fee;
  await context.db
    .insert(trade)
    .values({ ...placeOf(event), token, trader: who, isBuy, quote, fee, tokens });
  await context.db
    .insert(market)
    .values({ token, volume, fees: fee })
    .onConflictDoUpdate((row: any) => ({ volume: row.volume + volume, fees: row.fees + fee }));
  await context.db
    .insert(trader)
    .values({ trader: who, volume })
    .onConflictDoUpdate((row: any) => ({ volume: row.volume + volume }));
};

ponder.on("CommunityMarket:TokensBought", async ({ event, context }) => {
  const { buyer, quoteIn, tokensOut } = event.args as any;
  await traded(event, context, buyer, true, quoteIn, tokensOut);
});

ponder.on("CommunityMarket:TokensSold", async ({ event, context }) => {
  const { seller, quoteOut, tokensIn } = event.args as any;
  await traded(event, context, seller, false, quoteOut, tokensIn);
});
