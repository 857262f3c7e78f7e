import { hostedPage } from "@/app/hosted-page";

/** A publication's chat as a page. */
export const GET = hostedPage({ path: "chat", script: "page.js" });
