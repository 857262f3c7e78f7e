import { hostedPage } from "@/app/hosted-page";

/** A publication's form as a page. */
export const GET = hostedPage({ path: "form", script: "form.js" });
