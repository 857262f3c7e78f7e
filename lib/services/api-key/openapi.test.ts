import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "./openapi";

describe("the OpenAPI document", () => {
  it("is a valid one of version 3.1", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(openApiDocument()));
    expect(result).toMatchObject({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("says of a question what the route checks", () => {
    const { AskRequest } = openApiDocument().components.schemas;
    expect(AskRequest).toMatchObject({
      additionalProperties: false,
      properties: {
        question: { minLength: 1, maxLength: 4000 },
        form: { $ref: "#/components/schemas/Form" },
      },
    });
  });
});
