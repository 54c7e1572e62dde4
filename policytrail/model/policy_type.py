"""The closed list of policy types: Open Terms Archive's terms types, in snake case."""

from enum import StrEnum


class PolicyType(StrEnum):
    """What a policy rules.

    Source: the terms types of Open Terms Archive (github.com/OpenTermsArchive/terms-types) and the
    further types that its collections use. One name differs: its "Trackers Policy" is called
    `cookie_policy` here, since that is what publishers call it.
    """

    TERMS_OF_SERVICE = "terms_of_service"
    PRIVACY_POLICY = "privacy_policy"
    COOKIE_POLICY = "cookie_policy"
    COMMUNITY_GUIDELINES = "community_guidelines"
    ACCEPTABLE_USE_POLICY = "acceptable_use_policy"
    RESTRICTED_USE_POLICY = "restricted_use_policy"
    COMMERCIAL_TERMS = "commercial_terms"
    DEVELOPER_TERMS = "developer_terms"
    COPYRIGHT_CLAIMS_POLICY = "copyright_claims_policy"
    LAW_ENFORCEMENT_GUIDELINES = "law_enforcement_guidelines"
    HUMAN_RIGHTS_POLICY = "human_rights_policy"
    IN_APP_PURCHASES_POLICY = "in_app_purchases_policy"
    REVIEW_GUIDELINES = "review_guidelines"
    BRAND_GUIDELINES = "brand_guidelines"
    QUALITY_GUIDELINES = "quality_guidelines"
    DATA_CONTROLLER_AGREEMENT = "data_controller_agreement"
    DATA_PROCESSOR_AGREEMENT = "data_processor_agreement"
    USER_CONSENT_POLICY = "user_consent_policy"
    CLOSED_CAPTIONING_POLICY = "closed_captioning_policy"
    SELLER_WARRANTY = "seller_warranty"
    SINGLE_SIGN_ON_POLICY = "single_sign_on_policy"
    VULNERABILITY_DISCLOSURE_POLICY = "vulnerability_disclosure_policy"
    LIVE_POLICY = "live_policy"
    COMPLAINTS_POLICY = "complaints_policy"
    CONDITIONS_OF_CARRIAGE = "conditions_of_carriage"
    GENERAL_CONDITIONS_OF_SALE = "general_conditions_of_sale"
    MARKETPLACE_BUYERS_CONDITIONS = "marketplace_buyers_conditions"
    MARKETPLACE_SELLERS_CONDITIONS = "marketplace_sellers_conditions"
    RANKING_PARAMETERS_DESCRIPTION = "ranking_parameters_description"
    PREMIUM_PARTNER_CONDITIONS = "premium_partner_conditions"
    PLATFORM_TO_BUSINESS_NOTICE = "platform_to_business_notice"
    BUSINESS_MEDIATION_POLICY = "business_mediation_policy"
    BUSINESS_PRIVACY_POLICY = "business_privacy_policy"
    EDITORIAL_POLICY = "editorial_policy"
    ADVERTISING_CONTENT_POLICY = "advertising_content_policy"
    AD_PUBLISHING_POLICY = "ad_publishing_policy"
    CONTENT_MONETISATION_POLICY = "content_monetisation_policy"
    SERVICE_LEVEL_AGREEMENT = "service_level_agreement"
    ACCESSIBILITY_STATEMENT = "accessibility_statement"
    REPORTS_LIST = "reports_list"
    SYSTEMIC_RISKS = "systemic_risks"
    DECEASED_USERS = "deceased_users"
    IMPRINT = "imprint"
    OTHER = "other"
    """None of the above."""

    @property
    def short(self) -> str:
        """Return the word that stands for the type in a source's default id.

        >>> PolicyType.TERMS_OF_SERVICE.short, PolicyType.DEVELOPER_TERMS.short
        ('terms', 'developer-terms')
        """
        short = _SHORT.get(self.value, self.value.removesuffix("_policy"))
        return short.replace("_", "-")

    @property
    def title(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride] (no caller wants str.title of a key)
        """Return the type as a reader writes it.

        >>> PolicyType.TERMS_OF_SERVICE.title
        'Terms of service'
        """
        return self.value.replace("_", " ").capitalize()


_SHORT = {
    "terms_of_service": "terms",
    "cookie_policy": "cookies",
    "community_guidelines": "community",
    "data_processor_agreement": "dpa",
}
