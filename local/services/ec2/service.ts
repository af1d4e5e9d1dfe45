import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as AssociateIamInstanceProfile from './associate-iam-instance-profile.ts'
import * as AuthorizeSecurityGroupEgress from './authorize-security-group-egress.ts'
import * as AuthorizeSecurityGroupIngress from './authorize-security-group-ingress.ts'
import * as CreateKeyPair from './create-key-pair.ts'
import * as CreateLaunchTemplate from './create-launch-template.ts'
import * as CreateLaunchTemplateVersion from './create-launch-template-version.ts'
import * as CreateSecurityGroup from './create-security-group.ts'
import * as CreateTags from './create-tags.ts'
import * as DeleteKeyPair from './delete-key-pair.ts'
import * as DeleteLaunchTemplate from './delete-launch-template.ts'
import * as DeleteLaunchTemplateVersions from './delete-launch-template-versions.ts'
import * as DeleteSecurityGroup from './delete-security-group.ts'
import * as DeleteTags from './delete-tags.ts'
import * as DescribeAvailabilityZones from './describe-availability-zones.ts'
import * as DescribeIamInstanceProfileAssociations from './describe-iam-instance-profile-associations.ts'
import * as DescribeImages from './describe-images.ts'
import * as DescribeInstanceStatus from './describe-instance-status.ts'
import * as DescribeInstanceTypeOfferings from './describe-instance-type-offerings.ts'
import * as DescribeInstanceTypes from './describe-instance-types.ts'
import * as DescribeInstances from './describe-instances.ts'
import * as DescribeKeyPairs from './describe-key-pairs.ts'
import * as DescribeLaunchTemplateVersions from './describe-launch-template-versions.ts'
import * as DescribeLaunchTemplates from './describe-launch-templates.ts'
import * as DescribeNetworkInterfaces from './describe-network-interfaces.ts'
import * as DescribeRegions from './describe-regions.ts'
import * as DescribeSecurityGroupRules from './describe-security-group-rules.ts'
import * as DescribeSecurityGroups from './describe-security-groups.ts'
import * as DescribeSubnets from './describe-subnets.ts'
import * as DescribeTags from './describe-tags.ts'
import * as DescribeVpcs from './describe-vpcs.ts'
import * as DisassociateIamInstanceProfile from './disassociate-iam-instance-profile.ts'
import { refused } from './fidelity.ts'
import * as GetConsoleOutput from './get-console-output.ts'
import * as GetLaunchTemplateData from './get-launch-template-data.ts'
import * as ModifyLaunchTemplate from './modify-launch-template.ts'
import * as RebootInstances from './reboot-instances.ts'
import * as ReplaceIamInstanceProfileAssociation from './replace-iam-instance-profile-association.ts'
import { withDryRun } from './requests/dry-run.ts'
import { unsupported } from './requests/unsupported.ts'
import * as RevokeSecurityGroupEgress from './revoke-security-group-egress.ts'
import * as RevokeSecurityGroupIngress from './revoke-security-group-ingress.ts'
import * as RunInstances from './run-instances.ts'
import * as StartInstances from './start-instances.ts'
import * as StopInstances from './stop-instances.ts'
import * as TerminateInstances from './terminate-instances.ts'

export const service: Service = {
  signingName: 'ec2',
  iamPrefix: 'ec2',
  protocol: 'ec2Query',
  schemas: () => import('@aws-sdk/client-ec2'),
  operations: refusing(
    withDryRun({
      AssociateIamInstanceProfile,
      AuthorizeSecurityGroupEgress,
      AuthorizeSecurityGroupIngress,
      CreateKeyPair,
      CreateLaunchTemplateVersion,
      CreateLaunchTemplate,
      CreateSecurityGroup,
      CreateTags,
      DeleteKeyPair,
      DeleteLaunchTemplateVersions,
      DeleteLaunchTemplate,
      DeleteSecurityGroup,
      DeleteTags,
      DescribeAvailabilityZones,
      DescribeIamInstanceProfileAssociations,
      DescribeImages,
      DescribeInstanceStatus,
      DescribeInstanceTypeOfferings,
      DescribeInstanceTypes,
      DescribeInstances,
      DescribeKeyPairs,
      DescribeLaunchTemplateVersions,
      DescribeLaunchTemplates,
      DescribeNetworkInterfaces,
      DescribeRegions,
      DescribeSecurityGroupRules,
      DescribeSecurityGroups,
      DescribeSubnets,
      DescribeTags,
      DescribeVpcs,
      DisassociateIamInstanceProfile,
      GetConsoleOutput,
      GetLaunchTemplateData,
      ModifyLaunchTemplate,
      RebootInstances,
      ReplaceIamInstanceProfileAssociation,
      RevokeSecurityGroupEgress,
      RevokeSecurityGroupIngress,
      RunInstances,
      StartInstances,
      StopInstances,
      TerminateInstances,
    }),
    refused,
    unsupported,
  ),
}
